/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-gOqyRB1vdldcUhhCiZGK1byNtGx6s8WBvjtBxJWBMYM="
