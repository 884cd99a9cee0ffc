/// The version that `--version`, reports and manifests print.
let onparVersion = "0.1.0"
