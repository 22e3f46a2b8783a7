package app

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"deskclerk/backend/api"
)

// origins remembers where a configuration came from.
type origins struct {
	path    string
	environ []string
	written []string // keys that the file names
}

// of says where a key's value comes from.
func (o origins) of(key string) api.SettingOrigin {
	variable := variableOf(key) + "="
	switch {
	case slices.ContainsFunc(o.environ, func(pair string) bool { return strings.HasPrefix(pair, variable) }):
		return api.FromEnvironment
	case slices.Contains(o.written, key):
		return api.FromFile
	default:
		return api.FromDefault
	}
}

// keysWritten are the keys that a file's text names.
func keysWritten(text []byte) (keys []string) {
	var sections map[string]map[string]any
	if toml.Unmarshal(text, &sections) != nil { // told where it is read
		return nil
	}
	for section, values := range sections {
		for name := range values {
			keys = append(keys, section+"."+name)
		}
	}
	return keys
}

// Origin is one key with its value and where that comes from.
type Origin struct {
	Key, Value string
	From       api.SettingOrigin
}

// Origins lists every key in the order of the file.
func (c Config) Origins() []Origin {
	var all []Origin
	values := valuesOf(c)
	eachKey(reflect.ValueOf(c), func(key string, _ reflect.Value) {
		text, err := writtenAs(key, values[key])
		if err != nil {
			return
		}
		all = append(all, Origin{Key: key, Value: text, From: c.origins.of(key)})
	})
	return all
}
