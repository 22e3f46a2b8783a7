package ocr

import "strings"

const warmEngines = 2 // each costs 20 to 60 MB

// engines keeps the engines used last, the latest first.
type engines struct{ warm []warmEngine }

type warmEngine struct {
	key    string
	engine *engine
}

func (s *engines) get(folder string, languages []string) (*engine, error) {
	key := folder + "\x00" + strings.Join(languages, "+")
	for i, w := range s.warm {
		if w.key == key {
			copy(s.warm[1:i+1], s.warm[:i])
			s.warm[0] = w
			return w.engine, nil
		}
	}
	if len(s.warm) == warmEngines {
		s.warm[warmEngines-1].engine.close()
		s.warm = s.warm[:warmEngines-1]
	}
	e, err := newEngine(folder, languages)
	if err != nil {
		return nil, err
	}
	s.warm = append([]warmEngine{{key, e}}, s.warm...)
	return e, nil
}

func (s *engines) close() {
	for _, w := range s.warm {
		w.engine.close()
	}
	s.warm = nil
}
