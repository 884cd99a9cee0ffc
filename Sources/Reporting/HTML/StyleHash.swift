/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-V8Keo7eIps+IDnjRuUZuTFqIOCvFj1AOh8OfrGNPbvc="
