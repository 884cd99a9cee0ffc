// The first test replaces this.
