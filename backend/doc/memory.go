package doc

// Memory is what earlier papers may tell of one: the marks that it bears, and what
// people vouched for on others that bear some of them. See the room learn.
type Memory struct {
	Marks []int64
	Known []Known
}

// Known is a value of another document that a person confirmed or put right.
type Known struct {
	Mark  int64  // that both documents bear
	Field string // by name, such as merchant
	Value string
}
