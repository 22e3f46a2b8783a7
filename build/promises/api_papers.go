package main

import (
	"fmt"

	"deskclerk/internal/paper"
)

// printed is a receipt as a program prints it, with words in the file: quick to
// read. The same number gives the same bytes.
func printed(n int) ([]byte, error) {
	p, err := paper.Receipt(uint64(n + 1))
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(paper.TextPDF(p.Lines), "%% %d\n", n), nil
}
