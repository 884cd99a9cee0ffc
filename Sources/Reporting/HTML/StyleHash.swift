/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-/VTzBqHiHGpoUxBy+x6N6Q3Reod8Y8CSTnWX7BCikdk="
