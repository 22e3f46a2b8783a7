package textlayer

import (
	"slices"
	"strings"
	"testing"
)

// page knows fonts F, F1 and F2, one of Type 3, and two sets of parameters.
type page struct{}

func (page) XObject(name string) Picture {
	switch name {
	case "im":
		return PictureImage
	case "hidden":
		return PictureHidden
	}
	return PictureOther
}

func (page) HidesText(font string) bool       { return slices.Contains([]string{"F", "F1", "F2"}, font) }
func (page) KeepsFont(parameters string) bool { return parameters == "plain" }

const most = 1 << 10 // bytes that may be left

func TestInvisibleTextIsTakenOut(t *testing.T) {
	for _, tt := range []struct{ name, content, want string }{
		{"after the picture", "q 100 0 0 200 0 0 cm /im Do Q BT 3 Tr /F1 8 Tf 1 0 0 1 5 9 Tm (a\\)b) Tj ET", "q 100 0 0 200 0 0 cm /im Do Q"},
		{"in the state of a scanner's program", "q 1 w q 2 0 0 2 0 0 cm /im Do Q\n%x\n2 w Q\nq 0 0 0 rg .9 0 0 1 0 .4 cm BT 0 0 0 rg 1 -0 0 1 64 627 Tm 78.75 Tz 3 Tr/F 10 Tf(An )Tj ET Q", "q 1 w q 2 0 0 2 0 0 cm /im Do Q 2 w Q q 0 0 0 rg .9 0 0 1 0 .4 cm 0 0 0 rg Q"},
		{"before the picture", "BT 3 Tr /F1 8 Tf (ab) Tj ET /im Do", "/im Do"},
		{"a mode that was set before", "3 Tr BT /F1 8 Tf <6162> Tj ET /im Do", "3 Tr /im Do"},
		{"a mode that ends with its state", "/F1 8 Tf q 3 Tr BT (a) Tj ET Q BT /F1 8 Tf (b) Tj ET", "/F1 8 Tf q 3 Tr Q BT /F1 8 Tf (b) Tj ET"},
		{"a font that is back with its state", "/F1 8 Tf 3 Tr q /T3 8 Tf BT 0 Tr (a) Tj ET Q BT (b) Tj ET", "/F1 8 Tf 3 Tr q /T3 8 Tf BT 0 Tr (a) Tj ET Q"},
		{"a font after parameters of another", "/other gs BT 3 Tr /F1 8 Tf (a) Tj ET", "/other gs"},
		{"parameters without a font", "BT 3 Tr /F1 8 Tf /plain gs (a) Tj ET /form Do", "/F1 8 Tf 3 Tr /plain gs /form Do"},
		{"parameters of a font after the text", "BT 3 Tr /F1 8 Tf (a) Tj /other gs ET /form Do", "/F1 8 Tf 3 Tr /other gs /form Do"},
		{"beside text that is seen", "BT 3 Tr 5 Tc /F1 8 Tf 1 0 0 1 5 9 Tm [(a)-5(b)] TJ ET BT (c) Tj ET BT 0 Tr (d) Tj ET", "5 Tc /F1 8 Tf 3 Tr BT 0 Tr (d) Tj ET"},
		{"text whose state a form takes over", "BT 3 Tr 9 TL /F1 8 Tf 3 -7 TD (a) Tj ET /form Do", "7 TL /F1 8 Tf 3 Tr /form Do"},
		{"lines by quotation marks", "BT 3 Tr /F1 8 Tf 2 3 (a) \" (b) ' ET /form Do", "3 Tc 2 Tw /F1 8 Tf 3 Tr /form Do"},
		{"marked content", "/P <</MCID 0>> BDC BT 3 Tr /F1 8 Tf /Span <</ActualText (x)>> BDC (a) Tj EMC ET EMC /im Do", "/P <</MCID 0>> BDC EMC /im Do"},
		{"a form of nothing else", "q /im Do Q q 1 0 0 1 0 0 cm /hidden Do Q", "q /im Do Q q 1 0 0 1 0 0 cm Q"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Strip([]byte(tt.content), most, page{})
			if words := strings.Join(strings.Fields(string(got)), " "); !ok || words != tt.want {
				t.Errorf("%t %q\nwant %q", ok, words, tt.want)
			}
		})
	}
}

func TestContentThatIsNotUnderstoodIsLeftAlone(t *testing.T) {
	for name, content := range map[string]string{
		"no text":                         "q /im Do Q",
		"a font of Type 3":                "BT 3 Tr /T3 8 Tf (a) Tj ET",
		"a font of Type 3 set before":     "/T3 8 Tf q BT 3 Tr (a) Tj ET Q",
		"no font":                         "BT 3 Tr (a) Tj ET",
		"a font that ends with its state": "q /F1 8 Tf Q BT 3 Tr (a) Tj ET",
		"parameters with a font":          "BT 3 Tr /F1 8 Tf /other gs (a) Tj ET",
		"two modes at once":               "BT /F1 8 Tf 3 Tr 0 0 Tr (a) Tj ET",
		"states without an end":           "BT 3 Tr /F1 8 Tf (a) Tj ET" + strings.Repeat(" q", maxStates),
		"arrays without an end":           "BT 3 Tr /F1 8 Tf (a) Tj ET" + strings.Repeat("[", 1<<24),
		"arrays in too many":              "BT 3 Tr /F1 8 Tf " + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + " TJ ET",
		"more than may be left":           "BT 3 Tr /F1 8 Tf (a) Tj ET" + strings.Repeat(" 0 0 5 5 re f", most/10),
		"text that is seen":               "BT /F1 8 Tf (a) Tj ET",
		"text that clips":                 "BT 7 Tr /F1 8 Tf (a) Tj ET",
		"text that is partly seen":        "BT 3 Tr /F1 8 Tf (a) Tj 0 Tr (b) Tj ET",
		"text without an end":             "BT 3 Tr /F1 8 Tf (a) Tj",
		"a string without an end":         "BT 3 Tr /F1 8 Tf (a Tj ET",
		"an inline image":                 "BT 3 Tr /F1 8 Tf (a) Tj ET BI /W 1 /H 1 ID ET EI",
		"a state inside":                  "BT 3 Tr /F1 8 Tf q (a) Tj Q ET",
		"marked content across":           "BT 3 Tr /F1 8 Tf /P BMC (a) Tj ET EMC",
		"a bracket too many":              "BT 3 Tr /F1 8 Tf (a) Tj ET ]",
		"operands without an operator":    "BT 3 Tr /F1 8 Tf (a) Tj ET 1 2",
	} {
		if rest, ok := Strip([]byte(content), most, page{}); ok {
			t.Errorf("%s: %q", name, rest)
		}
	}
}

func TestWhatPaintsIsNotBlank(t *testing.T) {
	for content, want := range map[string]bool{"": true, "q 1 0 0 1 0 0 cm Q": true, "0 0 5 5 re f": false, "/im Do": false, "BT (a) Tj ET": false, "(a": false} {
		if Blank([]byte(content)) != want {
			t.Errorf("%q", content)
		}
	}
}
