package app

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// Environment variables that are not keys of the configuration.
const (
	EnvData   = "DESKCLERK_DATA"   // the data folder
	EnvConfig = "DESKCLERK_CONFIG" // the configuration file
	envPrefix = "DESKCLERK_"
)

// overrideByEnvironment writes each value into the configuration as if the file
// held it, so that both have the same names, forms and errors.
func overrideByEnvironment(c *Config, environ []string) error {
	set := map[string]string{}
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok && strings.HasPrefix(name, envPrefix) {
			set[name] = value
		}
	}
	sections := reflect.TypeFor[Config]()
	for i := range sections.NumField() {
		section := sections.Field(i)
		if !section.IsExported() {
			continue
		}
		for j := range section.Type.NumField() {
			key := section.Type.Field(j)
			keyName, _, _ := strings.Cut(key.Tag.Get("toml"), ",") // what follows says how it is written
			name := envPrefix + strings.ToUpper(section.Tag.Get("toml")+"_"+keyName)
			value, ok := set[name]
			if !ok {
				continue
			}
			text := fmt.Sprintf("[%s]\n%s = %s\n", section.Tag.Get("toml"), keyName, tomlValue(key.Type, value))
			if err := decodeConfig([]byte(text), c); err != nil {
				return doc.Errorf(doc.CodeInvalid, "environment variable %s: %q cannot be used: %w", name, value, err)
			}
		}
	}
	return nil
}

// tomlValue writes an environment value as TOML of the key's type.
func tomlValue(t reflect.Type, value string) string {
	if t.Kind() == reflect.Slice {
		var items []string
		for item := range strings.SplitSeq(value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, strconv.Quote(item))
			}
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	if t.Kind() == reflect.String || reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return strconv.Quote(value)
	}
	return value
}
