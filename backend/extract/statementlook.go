package extract

import "deskclerk/backend/doc"

// Bounds of what a closer look at a statement is worth.
const (
	mostLost   = 6    // links that are broken by single words; more are by something else
	doubtedInk = 0.85 // confidence of a sum that may have been misread
)

// brokenLinks are the rows of the page whose sums miss their balances, those with
// a date and no sum, and the sums that were read without surety.
func (d *evidence) brokenLinks() []doc.Box {
	g := d.readLedger()
	g.guessRoles()
	g.readEntries()
	if len(g.entries) == 0 {
		return nil
	}
	g.signs()
	g.upwards()
	g.settleByChain()
	var out []doc.Box
	lost := 0
	for _, l := range g.links() {
		if l.off == 0 {
			continue
		}
		lost++
		for _, e := range g.entries[l.from:min(l.to, l.from+mostLost)] {
			out = append(out, g.d.l.box(g.d.l.rows[e.row].first, g.d.l.rows[e.row].end))
		}
	}
	if lost > mostLost {
		return nil
	}
	for i := range g.took {
		r := &g.d.l.rows[i]
		if g.took[i] > 0 && len(g.sums[i]) == 0 && !g.heads[i] {
			out = append(out, g.d.l.box(r.first, r.end))
		}
		for k := range g.sums[i] {
			if s := &g.sums[i][k]; s.conf < doubtedInk && s.column >= 0 && g.columns[s.column].role != "" {
				out = append(out, s.box)
			}
		}
	}
	return out
}
