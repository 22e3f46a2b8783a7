package extract
import ("testing";"os";"strings")
func TestZZ(t *testing.T){
 for _,s:=range loadPack(t,os.Getenv("ZP"),os.Getenv("ZP")) {
  if !strings.Contains(os.Getenv("ZS"), s.stem) {continue}
  d:=gather(newLayout(s.pages))
  t.Log(s.stem, d.place.country, d.place.lead, d.place.votes, d.place.currency, d.place.dollar, d.order)
  if f:=os.Getenv("ZF"); f!="" { o:=d.receipt(rules())[f]; if s.truth.Type=="invoice" {o=d.invoice(rules())[f]}; for i,c:=range o.list { if i<6 {t.Logf("  %q raw %q %.2f %v",c.Value,c.Raw,c.Score,c.Features)} } }
 }
}
