import Serialization
import TestSupport
import Testing

struct NumberFormatTests {
  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (0.5, "0.5"), (100, "100"),
      (1e10, "10000000000"),
      (9_999_999_999, "9999999999"), (12345678901, "12345678900"), (-12345678901, "-12345678900"),
      (1.0 / 3, "0.3333333333"), (2.0 / 3, "0.6666666667"), (0.30000000000000004, "0.3"),
      (1e-7, "0.0000001"),
      (1.5e-7, "0.00000015"), (9.99e-8, "9.99e-8"), (1e-300, "1e-300"), (1e15, "1000000000000000"),
      (9_007_199_254_740_992, "9007199255000000"), (1e16, "1e16"), (1.25e20, "1.25e20"),
      (1e300, "1e300"),
      (9999999999.5, "10000000000"), (0.99999999999, "1"), (99.999999999999, "100"),
      (.leastNonzeroMagnitude, "5e-324"),
      (.greatestFiniteMagnitude, "1.797693135e308"), (.infinity, "inf"), (-.infinity, "-inf"),
      (.nan, ""),
      (-0.00001, "-0.00001"),
    ] as [(Double, String)]
  )
  func `a number is written with ten digits at the most`(value: Double, text: String) {
    #expect(formatted(value) == text)
    // Files of numbers hold the number that this text is.
    #expect(asFormatted(value) == Double(text) || value.isNaN)
    #expect(asFormatted(value).sign == .plus || value < 0 || value.isNaN)
  }

  @Test(arguments: [
    (1.0000000005, "1"), (1.0000000015, "1.000000002"), (1.0000000025, "1.000000002"),
    (1.00000000051, "1.000000001"), (-1.0000000005, "-1"), (12345678.905, "12345678.9"),
    (12345678.915, "12345678.92"), (0.12345678905, "0.123456789"), (0.12345678915, "0.1234567892"),
  ])
  func `a half goes to the even digit`(value: Double, text: String) {
    #expect(formatted(value) == text)
  }

  /// Written by another program: Python's `decimal`, ROUND_HALF_EVEN on the shortest text of the number.
  @Test func `other software rounds the same`() {
    for (pattern, text) in Self.oracle { #expect(formatted(Double(bitPattern: pattern)) == text) }
  }

  @Test(arguments: 1...5)
  func `the text reads back as the number, to ten digits`(seed: Int) throws {
    var random = SeededRandom(seed)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite, value.isNormal else { continue }
      let text = formatted(value)
      // Close to the greatest number rounding up leaves the range.
      let back = try #require(Double(text))
      #expect(abs(back - value) <= abs(value) * 5.0001e-10 || back.isInfinite, "\(value) \(text)")
      let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
      let significant = String(String(digits.reversed()).drop { $0 == "0" })
      #expect(significant.count <= 10, "\(value) \(text)")
    }
  }

  @Test(arguments: 1...5)
  func `there is no exponent in the usual range`(seed: Int) {
    var random = SeededRandom(seed)
    for _ in 0..<2_000 {
      let decade = random.pick([1e-7, 1e-6, 1e-5, 1e-3, 0.1, 1, 1e3, 1e6, 1e9, 1e10, 1e12, 1e14])
      let value =
        (1 + Double(random.below(9_000_000)) / 1e6) * decade * (random.once(in: 2) ? 1 : -1)
      let text = formatted(value)
      #expect(!text.contains("e") && text != "-0" && !text.hasSuffix("."), "\(value) \(text)")
      if text.contains(".") { #expect(!text.hasSuffix("0"), "\(text)") }
    }
  }

  private static let oracle: [(UInt64, String)] = [
    (0xbfb9a6c86d6cfb9a, "-0.1002011554"),
    (0xc302e09e680f46af, "-664190067000000"),
    (0x4034544c50a5855b, "20.32928947"),
    (0x3f09c7e05545ffe0, "0.00004917291031"),
    (0x3df0469efaf45291, "2.368449837e-10"),
    (0xbec3ff1f67974b2f, "-0.000002383777254"),
    (0xc29ca5b8fbb80815, "-7874524671000"),
    (0x3f4458ac58ccef25, "0.0006209222352"),
    (0xc0f97c52ce68a336, "-104389.1754"),
    (0x419fefcdc6fe7644, "133952369.7"),
    (0x3e509ac07b5e410b, "1.546414526e-8"),
    (0x419622705c1af0c5, "92838935.03"),
    (0xc36627a272478387, "-4.988822514e16"),
    (0x3ff215ad314d48c8, "1.130292122"),
    (0xc332e441dead87a6, "-5317521141000000"),
    (0x408c3d1beb16c252, "903.638632"),
    (0xc3558c2cbdca295d, "-2.426039321e16"),
    (0x4241ff3bded51ebd, "154593115600"),
    (0x40709b931e9fa65b, "265.7234179"),
    (0x4145defb458ed278, "2866678.543"),
    (0x421f6e0219f7cedc, "33747404410"),
    (0xc224e3aaf9b5730e, "-44859489500"),
    (0x43502e53b2fe6895, "1.821814659e16"),
    (0x3eb3eb8482765398, "0.000001187323969"),
    (0xbec3f2cd5709d217, "-0.000002378040044"),
    (0xc1faff041e86e310, "-7246725608"),
    (0xc21a12c78c81adbc, "-27996054300"),
    (0x40efba031577ffe0, "64976.09637"),
    (0xc0508fe76cf17ca5, "-66.2485001"),
    (0xc2ead238a1b3620f, "-235921564600000"),
    (0xbfd3afa17b45bd5d, "-0.3075946525"),
    (0x3e4cb7948372f99c, "1.337244636e-8"),
    (0xbeafae29e3719e11, "-0.0000009441473087"),
    (0x426654d7329d83ad, "767301358800"),
    (0x40b52cf10824faad, "5420.941531"),
    (0x3f1967cbb5b72609, "0.00009691410872"),
    (0xc0c70f60ef43dac9, "-11806.7573"),
    (0xbe94967b46c3ee57, "-0.0000003067824028"),
    (0xbe4889a44e1dbaa3, "-1.14262399e-8"),
    (0x41357df071de7dad, "1408496.445"),
    (0x42cfed3075829555, "70207161440000"),
    (0x3f316423c4662de9, "0.0002653682062"),
    (0x4013344795b9e8ab, "4.801054325"),
    (0xc13f768ad36597df, "-2061962.826"),
    (0x429603de0f8f6ae1, "6051466569000"),
    (0x3fb1425869af4069, "0.06741859989"),
    (0x424106279a3bed03, "146235405400"),
    (0x3e20cde242425a39, "1.956270273e-9"),
    (0x3fe9b5f6e1ca36dd, "0.8034624491"),
    (0xc0200ce305519642, "-8.025169531"),
    (0x42534db118b8f943, "331631321800"),
    (0xc05742b33b1b639d, "-93.04218939"),
    (0xc2948a6feba7727d, "-5646203939000"),
    (0x3e1e2c5557f7b233, "1.756310069e-9"),
    (0xbe3a026819686af9, "-6.055785559e-9"),
    (0x4399f90ab87ced6e, "4.678847269e17"),
    (0xc1310016959222fe, "-1114134.584"),
    (0xc205c43cc12298bd, "-11685828640"),
    (0xbe56d16614b78d71, "-2.125088487e-8"),
    (0xc28598b472c3414f, "-2968200829000"),
    (0x1b80d24a069442f6, "3.320899776e-176"),
    (0x0f9eebc111252334, "1.944982537e-233"),
    (0x11208ef4882b9f24, "3.494878859e-226"),
    (0x348967b45b697f3e, "1.295124883e-55"),
    (0x2e0a5a654f8b5b68, "6.623737453e-87"),
    (0x27cc20edbda43120, "5.577251633e-117"),
    (0x3531cc95017d2342, "1.858317827e-52"),
    (0x24e2ec4df4c7c51e, "5.331916811e-131"),
    (0x047f70d132ee0b51, "5.161979115e-287"),
    (0x0c67ff16eed92a17, "6.703173766e-249"),
    (0x05eee4edbac0d32d, "4.254923309e-280"),
    (0x05901b42abe3f501, "6.932100792e-282"),
    (0x3bfbf56dce28a129, "9.472778311e-20"),
    (0x0249e87b0a372c81, "1.237970573e-297"),
    (0x2208303ea5f6137a, "9.685459746e-145"),
    (0x02b2510362565b35, "1.120277874e-295"),
    (0x21990d3d2c7eaf25, "7.836814763e-147"),
    (0x15a103e13c523aa1, "1.695933727e-204"),
    (0x121cd9035744e43f, "1.995145173e-221"),
    (0x255b63a4cb021d44, "9.878289271e-129"),
    (0x4010c8df6c61a811, "4.196164792"),
    (0x400472139f19355b, "2.555701488"),
    (0x401546e0fe7f6ec2, "5.31921766"),
    (0x4020362a0439ba50, "8.10578931"),
    (0x4006d09aad1d8d8d, "2.851857522"),
    (0x4021dd668128df72, "8.932422672"),
    (0x40215dabe0d0dd1f, "8.682951952"),
    (0x401af4cbf5d116cd, "6.739059296"),
    (0x4010dd53b6132a88, "4.216139646"),
    (0x4017ad78efbc213f, "5.919406648"),
    (0x401cdb5f3ceb31ac, "7.214230492"),
    (0x4021a8bb7d6acb0b, "8.829555434"),
    (0x4012515e75677165, "4.579461894"),
    (0x4018747934382fb6, "6.113743606"),
    (0x401d4505457dfd4b, "7.317402922"),
    (0x4003b5fa542ab5c7, "2.46385637"),
    (0x4003cda3624ddb89, "2.475409286"),
    (0x40204144b5f4658f, "8.127477346"),
    (0x40207f4262ef162b, "8.248553364"),
    (0x401b2112b8832d8b, "6.782297976"),
    (0x400987bbcc384129, "3.191276164"),
    (0x4005f2e828af06fa, "2.74360687"),
    (0x40164aa5504adfe7, "5.572896246"),
    (0x4010e8ee7a605d27, "4.227472222"),
    (0x401a5511082147df, "6.583072784"),
    (0x4021870e3aaf9822, "8.763780436"),
    (0x3ff7e232b7c0d4a5, "1.49272415"),
    (0x401b285a54cefe19, "6.789407086"),
    (0x3ff5f2b17e67b9f9, "1.371751302"),
    (0x401ae5fc2fcd086d, "6.724594828"),
    (0x40544ccccccccccd, "81.2"),
    (0x4058dec8b4395810, "99.481"),
    (0x40036872b020c49c, "2.426"),
    (0x405840d4fdf3b646, "97.013"),
    (0x40347d70a3d70a3d, "20.49"),
    (0x401599999999999a, "5.4"),
    (0x40437624dd2f1aa0, "38.923"),
    (0x404a000000000000, "52"),
    (0x0000000000000000, "0"),
    (0x4042733333333333, "36.9"),
  ]
}
