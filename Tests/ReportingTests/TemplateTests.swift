import Testing

@testable import Reporting

@Suite struct TemplateTests {
  private func filled(_ template: String, _ view: View, _ others: [String: String] = [:]) -> String
  {
    var templates = others.mapValues { Template(Array($0.utf8)) }
    templates["page"] = Template(Array(template.utf8))
    var writer = TemplateWriter(templates, view)
    writer.write("page")
    return String(decoding: writer.page.bytes, as: UTF8.self)
  }

  @Test func `texts are escaped, markup is not, and neither is shown as the other`() {
    let markup = MarkupWriter(Array("<b>".utf8))
    let view: View = ["text": "<a href=\"#\">R&D's</a>", "markup": markup]
    #expect(filled("{{text}}", view) == "&lt;a href=&quot;#&quot;&gt;R&amp;D&#39;s&lt;/a&gt;")
    #expect(filled("{{{markup}}}", view) == "<b>")
    #expect(filled("[{{{text}}}{{markup}}{{absent}}]", view) == "[]")
  }

  @Test func `what a text says is never read as a tag`() {
    #expect(filled("{{text}}", ["text": "{{other}}", "other": "x"]) == "{{other}}")
  }

  @Test func `a section is shown for each member, once for a value, and for a flag that is set`() {
    let view: View = [
      "list": ["a", "b"], "none": [String](), "text": "", "on": true, "off": false,
      "views": [["name": "x"], ["name": "y"]] as [View],
    ]
    #expect(filled("{{#list}}<{{.}}>{{/list}}", view) == "<a><b>")
    #expect(filled("{{#views}}{{name}} {{/views}}", view) == "x y ")
    #expect(filled("{{#text}}1{{/text}}{{#on}}2{{/on}}{{#off}}3{{/off}}", view) == "12")
    #expect(filled("{{#none}}1{{/none}}{{#absent}}2{{/absent}}", view) == "")
    #expect(filled("{{^none}}1{{/none}}{{^absent}}2{{/absent}}{{^off}}3{{/off}}", view) == "123")
    #expect(filled("{{^list}}1{{/list}}{{^text}}2{{/text}}{{^on}}3{{/on}}", view) == "")
  }

  @Test func `a name is looked up outwards, with a leading dot in the innermost view alone`() {
    let view: View = ["name": "outer", "inner": ["other": "x"] as View]
    #expect(filled("{{#inner}}{{name}}{{other}}{{/inner}}", view) == "outerx")
    #expect(filled("{{#inner}}[{{.name}}{{#.name}}!{{/.name}}]{{/inner}}", view) == "[]")
  }

  @Test func `a tag alone on its line takes the line with it unless it shows something itself`() {
    let view: View = ["list": ["a", "b"], "text": "t"]
    let template = "1\n{{#list}}\n{{.}}\n{{/list}}\n2 {{#text}}\n{{/text}}\n{{>more}}\n3"
    #expect(filled(template, view, ["more": "{{text}}\n"]) == "1\na\nb\n2 \nt\n3")
  }
}
