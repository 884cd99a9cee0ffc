@main struct Onpar { static func main() {} }
