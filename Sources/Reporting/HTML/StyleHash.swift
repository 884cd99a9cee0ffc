/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-qxwyp3IqY+qwa5r07iKjn19MEdhIOX6f2O4r/kjFYqA="
