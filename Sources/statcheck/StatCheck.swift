@main struct StatCheck { static func main() {} }
