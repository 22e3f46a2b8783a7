package extract

import (
	"encoding/json"
	"strings"
	"sync"
)

// naming is what the world file says of where names stand beside the letterhead.
type naming struct {
	greetings map[string]bool // compact
	owners    map[string]bool // words before an owner's name
	places    map[string]bool // countries, regions and towns
	address   vocabulary      // words of postal addresses
	hosts     map[string]bool // mail and web hosts that name nobody on the paper
}

var namings = sync.OnceValue(func() *naming {
	data, err := lexiconFiles.ReadFile("lexicon/world.json")
	if err != nil {
		panic(err)
	}
	var f struct {
		Greetings []string `json:"greetings"`
		Owners    []string `json:"owner_words"`
		Address   []string `json:"address_words"`
		Hosts     []string `json:"hosts"`
		Countries []struct {
			Names []string `json:"names"`
		} `json:"countries"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		panic(err)
	}
	n := &naming{greetings: map[string]bool{}, owners: map[string]bool{}, places: map[string]bool{}, hosts: map[string]bool{}}
	for _, g := range f.Greetings {
		n.greetings[compact(g)] = true
	}
	for _, c := range f.Countries {
		for _, p := range c.Names {
			n.places[p] = true
			for _, w := range strings.Fields(p) {
				if len(w) > 3 {
					n.address.add(w)
				}
			}
		}
	}
	for _, w := range f.Address {
		n.address.add(w)
	}
	for _, o := range f.Owners {
		n.owners[o] = true
	}
	for _, h := range f.Hosts {
		n.hosts[h] = true
	}
	return n
})

const longestGreeting = 8 // words

// greeting gives where in s the name begins that a greeting such as "Welcome
// to" leads to, 0 when s begins with none.
func (l *layout) greeting(s string) int {
	ws, joined, at := spans(s), "", 0
	for i := 0; i+1 < len(ws) && i < longestGreeting; i++ {
		joined += ws[i].folded
		if namings().greetings[joined] {
			at = ws[i+1].start
		}
	}
	return at
}

// domains of the web and mail addresses read at least so surely, without those
// of hosts that serve everybody.
func (d *evidence) domains(sure float64) []string {
	var out []string
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for _, m := range d.webs(i) {
			dom := compact(r.text[m[2]:m[3]])
			if !namings().hosts[dom] && (sure == 0 || spotAt(d.l, r, 0, m[2], m[3]).conf >= sure) {
				out = append(out, dom)
			}
		}
	}
	return out
}

// webs are the places of web and mail addresses in row i, three at most,
// remembered; the first group is the name in each.
func (d *evidence) webs(i int) [][]int {
	if d.webRows == nil {
		d.webRows = make([][][]int, len(d.l.rows))
		for k := range d.l.rows {
			if s := d.l.rows[k].text; strings.Contains(s, ".") {
				d.webRows[k] = webForm().FindAllStringSubmatchIndex(s, 3)
			}
		}
	}
	return d.webRows[i]
}

// isWeb reports a web or mail address and nothing beside it.
func isWeb(s string) bool {
	if !strings.Contains(s, ".") || strings.Contains(strings.TrimSpace(s), " ") {
		return false
	}
	m := webForm().FindStringIndex(s)
	return m != nil && 2*(m[1]-m[0]) > len(s)
}

// domainMatch is how much of a name a domain repeats, 0 to 1.
func domainMatch(name string, domains []string) float64 {
	best := 0.0
	c := compact(name)
	for _, dom := range domains {
		if len(dom) < 4 {
			continue
		}
		if strings.Contains(c, dom) {
			return 1
		}
		if strings.Contains(dom, c) && len(c) >= 4 {
			best = max(best, 0.5+0.5*float64(len(c))/float64(len(dom)))
		}
		for _, t := range foldTokens(name) {
			if len(t) >= 4 && strings.Contains(dom, t) {
				best = max(best, 0.7)
			}
		}
	}
	return best
}

// spelledByDomain writes name as a domain spells it, when the two differ in a
// misread letter or two; empty when none does. In a domain, every letter counts,
// and shops set it in plain type.
func spelledByDomain(name string, domains []string) string {
	whole := []rune(compact(name))
	for _, dom := range domains {
		want := []rune(dom)
		if len(want) < 5 || strings.Contains(string(whole), dom) {
			continue
		}
		limit := max(1, len(want)/6)
		if n := distance(whole, want, limit); n > 0 && n <= limit {
			return respelled(name, dom)
		}
		for _, w := range spans(name) {
			if n := distance([]rune(w.folded), want, limit); n > 0 && n <= limit {
				return name[:w.start] + respelled(name[w.start:w.end], dom) + name[w.end:]
			}
		}
	}
	return ""
}

// domainCandidates are names that only a web or mail address tells.
func (d *evidence) domainCandidates(kinds []rowKind) []Candidate {
	var out []Candidate
	seen := map[string]bool{}
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for _, m := range d.webs(i) {
			stem := r.text[m[2]:m[3]]
			key := compact(stem)
			if namings().hosts[key] || seen[key] || len(key) < 3 {
				continue
			}
			seen[key] = true
			at := spotAt(d.l, r, 0, m[2], m[3])
			f := Features{"from_domain": 1, "confidence": at.conf, "faint": faint(at.conf)}
			set(f, "again", d.seenElsewhere(key, i, kinds))
			set(f, "short", indicator(len(key) < 5))
			_, digits := countLetters(key)
			set(f, "digits", float64(digits)/float64(len(key)))
			out = append(out, Candidate{
				Value: stem, Raw: at.raw, Page: r.page, Box: at.box, Confidence: at.conf, Features: f,
			})
		}
	}
	return out
}

// seenElsewhere reports a key in another row that is no web address.
func (d *evidence) seenElsewhere(key string, row int, kinds []rowKind) float64 {
	for i := range d.l.rows {
		if i != row && !kinds[i].web && strings.Contains(d.folded(i), key) {
			return 1
		}
	}
	return 0
}

// faint is how far a reading's mean confidence lies under what names are mostly
// read with, 0 to 1.
func faint(confidence float64) float64 { return max(0, min(1, (0.65-confidence)/0.4)) }
