package doc

// Rules that are about the pages and not about what they say.
const (
	RuleLegible       = "legible"        // nothing could be read on any page
	RuleSeveralPapers = "several_papers" // papers lie on one page that may be documents of their own
)

// PapersOn counts the papers on pages with several.
func PapersOn(pages []Page) int {
	n := 0
	for _, p := range pages {
		n += len(p.Papers)
	}
	return n
}

// PapersApart gives the pages of the documents that a document becomes when the
// papers on its pages are taken apart: each paper is one, and so are pages between
// them that show no more than one. nil: there is nothing to take apart.
func PapersApart(pages []PageInfo) [][]PagePick {
	var out [][]PagePick
	var between []PagePick
	end := func() {
		if len(between) > 0 {
			out = append(out, between)
		}
		between = nil
	}
	found := false
	for _, p := range pages {
		if len(p.Papers) == 0 {
			between = append(between, PagePick{Page: p.Number})
			continue
		}
		found = true
		end()
		for _, b := range p.Papers {
			out = append(out, []PagePick{{Page: p.Number, Crop: &b}})
		}
	}
	end()
	if !found {
		return nil
	}
	return out
}
