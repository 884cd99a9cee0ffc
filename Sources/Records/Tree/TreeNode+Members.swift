extension TreeNode {
  /// Whether an object has a member of this name, be it null.
  package func has(_ name: StaticString) -> Bool {
    isObject && children.contains { $0.key.equals(name) }
  }
}
