package api

import (
	"context"

	"deskclerk/backend/doc"
)

// OnClose is what closing the window means while work goes on.
type OnClose string

// What closing may mean.
const (
	CloseAsks       OnClose = "ask"        // the person is asked
	CloseBackground OnClose = "background" // the window goes, the work goes on
	CloseFinish     OnClose = "finish"     // likewise, and the program ends with the work
	CloseStop       OnClose = "stop"       // the program ends; the work goes on at the next start
)

// Preferences are the owner's habits, which no document depends on.
type Preferences struct {
	Notify  bool    `json:"notify" doc:"Tell when everything is read and something waits for a person"`
	OnClose OnClose `json:"on_close" enum:"ask,background,finish,stop" doc:"What closing the window means while documents are being read"`

	KeptTypes []doc.Type `json:"kept_types,omitempty" maxItems:"100" doc:"Sensitive types for which no short time of keeping is proposed again"`
}

// DefaultPreferences are those of somebody who chose nothing.
func DefaultPreferences() Preferences { return Preferences{Notify: true, OnClose: CloseAsks} }

// Habits keeps the preferences.
type Habits interface {
	Preferences(ctx context.Context) (Preferences, error)
	SetPreferences(ctx context.Context, p Preferences) error // disk_full
}

type preferencesOutput struct {
	Body Preferences
}

type preferencesInput struct {
	Body Preferences
}

func (s *Server) getPreferences(ctx context.Context, _ *struct{}) (*preferencesOutput, error) {
	if s.o.Habits == nil {
		return &preferencesOutput{Body: DefaultPreferences()}, nil
	}
	p, err := s.o.Habits.Preferences(ctx)
	return &preferencesOutput{Body: p}, err
}

func (s *Server) putPreferences(ctx context.Context, in *preferencesInput) (*preferencesOutput, error) {
	if s.o.Habits == nil {
		return nil, doc.Errorf(doc.CodeConflict, "preferences are not kept here")
	}
	if err := s.o.Habits.SetPreferences(ctx, in.Body); err != nil {
		return nil, err
	}
	return &preferencesOutput{Body: in.Body}, nil
}
