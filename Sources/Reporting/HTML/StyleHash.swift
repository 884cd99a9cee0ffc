/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-fyOttVF+2anO14DzL6tXI25grK8hPVMfPq1C4rqwVos="
