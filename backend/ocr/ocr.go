// Package ocr reads words from a page image.
package ocr
