internal import Serialization

extension Truth {
  /// The truth as an indented JSON document with a line end.
  ///
  /// Rates and differences are shares of 1, times seconds. Not a number, as for a rate of nothing, is
  /// written as null.
  package func json() -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", "onpar/truth/1")
      json.member("scenario", scenario)
      json.member("contacts_averaged", contacts)
      json.member("bot_share", botShare)
      json.key("outcomes")
      json.array { json in
        for outcome in outcomes { write(outcome, to: &json) }
      }
      json.key("topics")
      json.array { json in
        for topic in topics { write(topic, to: &json) }
      }
      json.key("first_response_median_s")
      json.object { json in
        json.member("bot", firstResponse.bot)
        json.member("human", firstResponse.human)
        json.member("ratio", firstResponse.bot / firstResponse.human)
      }
      json.key("csat_top2_of_rated")
      json.object { json in
        json.member("bot", satisfiedOfRated.bot)
        json.member("human", satisfiedOfRated.human)
      }
      json.key("survey_response_rate")
      json.object { json in
        json.member("bot", responseRate.bot)
        json.member("human", responseRate.human)
      }
    }
    json.newline()
    return json.bytes
  }

  private func write(_ outcome: Outcome, to json: inout JSONWriter) {
    json.object { json in
      json.member("name", outcome.name)
      json.member("true_difference", outcome.trueDifference)
      json.member("standardised_bot", outcome.standardisedBot)
      json.member("standardised_human", outcome.standardisedHuman)
      json.member("adjusted_expectation", outcome.adjustedDifference)
      json.member("crude_expectation", outcome.crudeDifference)
      json.member("crude_bot", outcome.crudeBot)
      json.member("crude_human", outcome.crudeHuman)
    }
  }

  private func write(_ topic: Topic, to json: inout JSONWriter) {
    json.object { json in
      json.member("topic", topic.name)
      json.member("share", topic.share)
      json.member("bot_share", topic.botShare)
      json.member("overlap_weight", topic.weight)
      json.member("durable_bot", topic.durableBot)
      json.member("durable_human", topic.durableHuman)
      json.member("durable_difference", topic.durableDifference)
    }
  }
}

extension Truth.Topic {
  /// Bot minus human, where both answer the topic.
  package var durableDifference: Double? {
    guard weight > 0, let durableBot, let durableHuman else { return nil }
    return durableBot - durableHuman
  }
}
