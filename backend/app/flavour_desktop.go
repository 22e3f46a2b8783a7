//go:build desktop && !headless

package app

const flavour = "desktop"
