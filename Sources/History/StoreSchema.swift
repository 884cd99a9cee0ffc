/// The tables of a store, and how a store of an older version becomes one of this.
///
/// Every store is made by walking these steps, so the step that an old one needs is the step that every new one has
/// taken. A step that has been released never changes.
package enum StoreSchema {
  /// "onpr": what `file` and SQLite itself show of the file's kind.
  package static let applicationID = 0x6F6E_7072

  /// Step n leads from version n to version n + 1.
  package static let steps = [
    // One row for each conversation. Texts are compared byte by byte.
    """
    CREATE TABLE conversations (
      format TEXT NOT NULL,
      id TEXT NOT NULL,
      customer TEXT,
      parent TEXT,
      updated INTEGER,
      first INTEGER,
      last INTEGER,
      entries INTEGER NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      facts INTEGER NOT NULL,
      digest INTEGER NOT NULL,
      row BLOB NOT NULL,
      PRIMARY KEY (format, id)
    );
    CREATE TABLE loads (
      load INTEGER PRIMARY KEY,
      conversations INTEGER NOT NULL,
      latest INTEGER,
      manner TEXT NOT NULL,
      counts BLOB NOT NULL
    );
    CREATE TABLE load_inputs (
      load INTEGER NOT NULL,
      digest TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (load, digest)
    ) WITHOUT ROWID;
    CREATE TABLE notes (
      name TEXT PRIMARY KEY,
      value
    ) WITHOUT ROWID;
    """,
    // Erasing a person asks for customers and parents.
    """
    CREATE INDEX conversations_customer ON conversations (customer) WHERE customer IS NOT NULL;
    CREATE INDEX conversations_parent ON conversations (format, parent) WHERE parent IS NOT NULL;
    """,
  ]

  package static var version: Int { steps.count }
}
