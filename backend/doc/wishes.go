package doc

import "maps"

// EveryPage stands in ProcessOptions.Rotation for the pages that are not named.
const EveryPage = 0

// What a person may lift the limits to for one document.
const (
	MostPages  = 20_000
	MostPixels = 1_000_000_000
)

// Over is what holds when these wishes follow earlier ones: with Keep they are
// added to them, otherwise they replace them. The password is left to the
// library, which never shows it.
func (o ProcessOptions) Over(before ProcessOptions) ProcessOptions {
	if !o.Keep {
		return o
	}
	all := before
	if o.Type != TypeUnknown {
		all.Type = o.Type
	}
	if len(o.Languages) > 0 {
		all.Languages = o.Languages
	}
	all.ForceOCR = all.ForceOCR || o.ForceOCR
	all.IgnoreEmbedded = all.IgnoreEmbedded || o.IgnoreEmbedded
	if o.Priority != 0 {
		all.Priority = o.Priority
	}
	if len(o.Separators) > 0 {
		all.Separators = o.Separators
	}
	all.Together = all.Together || o.Together
	if len(o.KeepBlank) > 0 {
		all.KeepBlank = o.KeepBlank
	}
	all.Rotation = turned(before.Rotation, o.Rotation)
	all.MaxPages, all.MaxPixels = max(before.MaxPages, o.MaxPages), max(before.MaxPixels, o.MaxPixels)
	return all
}

// turned adds turns to earlier ones; one for every page puts them all aside.
func turned(before, now map[int]int) map[int]int {
	if _, every := now[EveryPage]; every || len(before) == 0 {
		return now
	}
	all := maps.Clone(before)
	maps.Copy(all, now)
	return all
}

// Turn is which way up a page is, if the wishes say so.
func (o ProcessOptions) Turn(page int) (degrees int, said bool) {
	if degrees, said = o.Rotation[page]; said {
		return degrees, true
	}
	degrees, said = o.Rotation[EveryPage]
	return degrees, said
}

// Opening is how the document's file is opened under the limits.
func (o ProcessOptions) Opening(limits OpenOptions, mime string) OpenOptions {
	limits.MIME, limits.Password = mime, o.Password
	if o.MaxPages > 0 {
		limits.MaxPages = max(limits.MaxPages, o.MaxPages)
	}
	if o.MaxPixels > 0 {
		limits.MaxPixels = max(limits.MaxPixels, o.MaxPixels)
	}
	return limits
}
