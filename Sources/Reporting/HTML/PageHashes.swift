/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/page-hashes.sh writes it.
let styleHash = "sha256-gSZjhCmY0KC46omau1+2HNGcQ/99mkpOK67YLb8hLlo="

/// The SHA-256 of Templates/tables.js as a source of a content security policy; Scripts/page-hashes.sh writes it.
let scriptHash = "sha256-dRZipuHF/F3U9M3RfGiyOeLxR5oUHXKrsn9LnXsNxRw="
