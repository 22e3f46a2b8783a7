package validate

import "time"

// oldest is how many years back a paper is still expected.
const oldest = 15

// date of a field; ok is false when it was not found or is none.
func (s sheet) date(name string) (t time.Time, ok bool) {
	t, err := time.Parse(time.DateOnly, s.value(name))
	return t, err == nil
}

// issued is the field that says when the paper is from.
func (s sheet) issued() string { return s.first("date", "issue_date") }

// dateNotFuture: a paper is not from later than tomorrow; a day is left for time
// zones.
func dateNotFuture(s sheet) []finding {
	name := s.issued()
	if t, ok := s.date(name); ok && t.After(s.now.AddDate(0, 0, 1)) {
		return []finding{{fields: []string{name}, said: breaks("date_not_future"), field: s.earlier(name), value: s.past(name)}}
	}
	return nil
}

// past is the first candidate that does not lie in the future, empty for none.
func (s sheet) past(name string) string {
	for _, c := range s.Fields[name].Candidates {
		if t, err := time.Parse(time.DateOnly, c.Value); err == nil && !t.After(s.now.AddDate(0, 0, 1)) {
			return c.Value
		}
	}
	return ""
}

// earlier is name when past has something to offer.
func (s sheet) earlier(name string) string {
	if s.past(name) == "" {
		return ""
	}
	return name
}

// dateNotOld: a paper is rarely older than the years one keeps it.
func dateNotOld(s sheet) []finding {
	name := s.issued()
	if t, ok := s.date(name); ok && t.Before(s.now.AddDate(-oldest, 0, 0)) {
		return fail(breaks("date_not_old"), name)
	}
	return nil
}

// dueAfterIssue: nothing is due before it is issued.
func dueAfterIssue(s sheet) []finding {
	due, ok1 := s.date("due_date")
	issue, ok2 := s.date("issue_date")
	if ok1 && ok2 && due.Before(issue) {
		return fail(breaks("due_after_issue"), "due_date", "issue_date")
	}
	return nil
}
