/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-uu7PTxdphU6D0OopHR/DLX2VL12ULjUJGM3uv6r5Ic4="
