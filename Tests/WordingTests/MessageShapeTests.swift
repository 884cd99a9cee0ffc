import Testing

@testable import Wording

@Suite struct `Shape of a message` {
  @Test(arguments: [
    ("HUMAN PLEASE!!!", true), ("WHERE IS MY ORDER", true), ("Where IS my order", false),
    ("NASA", false), ("GIVE ME", false), ("REFUNDING NOW", true), ("UNACCEPTABLE", false),
    ("ÜBERALL ÄRGER", true), ("ORDER ABC123XYZ9 IS LATE", true), ("ABCDEF12 GHIJKL34", false),
    ("我要退款", false), ("CALL JOHN.DOE@EXAMPLE.COM", false),
  ]) func `Capitals shout from eight letters in two words, at seventy percent`(
    text: String,
    expected: Bool
  ) throws {
    #expect(try Reading(text).marks.contains(.capitals) == expected)
  }

  @Test(arguments: [
    ("what?!?", true), ("no!!", false), ("no!! !", false), ("？！！", true), ("ok...", false),
    ("hm !!! ok", true),
  ]) func `A run of three marks is a punctuation run`(text: String, expected: Bool) throws {
    #expect(try Reading(text).marks.contains(.punctuationRun) == expected)
  }

  @Test(arguments: [
    ("OK YES", true), ("OKAY", true), ("YES", false), ("Okay", false), ("1234", false),
  ]) func `All capitals needs four letters`(text: String, expected: Bool) throws {
    #expect(try Reading(text).marks.contains(.allCapitals) == expected)
  }

  @Test(arguments: [
    ("Anything else?", true), ("Anything else? ", true), ("“Why?”", true), ("Why? 🙂", true),
    ("为什么？", true), ("لماذا؟", true), ("Why? Because.", false), ("Why?!", false), ("", false),
    ("Really? 👍🏽\n", true), ("(right?)", true), ("42", false), ("🙂", false),
  ]) func `A question mark at the end is seen through what trails it`(
    text: String,
    expected: Bool
  ) throws {
    #expect(try Reading(text, side: .bot).marks.contains(.endsWithQuestion) == expected)
  }

  @Test(arguments: [
    ("#8841", true), ("AB-12 99", true), ("order 8841", false), ("8841!", true),
    ("https://a.b/1", false),
    ("", false), ("hello", false), ("8841 bitte", false),
  ]) func `Order numbers alone are recognised`(text: String, expected: Bool) throws {
    #expect(try Reading(text).marks.contains(.onlyNumbers) == expected)
  }

  @Test func `A web address is noticed`() throws {
    #expect(try Reading("see HTTPS://shop.example").marks.contains(.hasURL))
    #expect(try Reading("www.shop.example").marks.contains(.hasURL))
    #expect(try !Reading("http is a protocol: really").marks.contains(.hasURL))
  }

  @Test func `The worked example of the metric dictionary comes out`() throws {
    let first = try Reading("I was charged twice for order 8841, please refund one")
    let again = try Reading("I was charged twice for order 8841. Please refund one of them")
    let overlap = first.overlap(with: again)
    #expect(overlap.shared == 10)
    #expect(overlap.either == 12)
    #expect(first.isSimilar(to: again, 0.80))
    #expect(!first.isSimilar(to: again, 0.90))
    let shout = try Reading("HUMAN PLEASE!!!").marks
    #expect(shout.isSuperset(of: [.humanRequest, .capitals, .punctuationRun, .allCapitals]))
  }
}
