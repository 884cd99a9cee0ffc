/// The SHA-256 of Assets/style.css as a source of a content security policy; Scripts/page-hashes.sh writes it.
let styleHash = "sha256-6+OQG7T3aSLir66+y581AF6rW2DLp/OiGOnPRVsfbEU="

/// The SHA-256 of Assets/tables.js as a source of a content security policy; Scripts/page-hashes.sh writes it.
let scriptHash = "sha256-dRZipuHF/F3U9M3RfGiyOeLxR5oUHXKrsn9LnXsNxRw="
