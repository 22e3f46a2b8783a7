package api

import "context"

type settingsOutput struct {
	Body SettingList
}

func (s *Server) getSettings(ctx context.Context, _ *struct{}) (*settingsOutput, error) {
	list, err := s.o.Settings.Settings(ctx)
	return &settingsOutput{Body: list}, err
}

type settingsInput struct {
	Body SettingsRequest
}

// SettingsRequest names what is to change.
type SettingsRequest struct {
	Values map[string]any `json:"values" minProperties:"1" maxProperties:"64" doc:"By key; null goes back to the default. Sizes in bytes, time spans in seconds" example:"{\"review.target\": 0.005}"`
}

// changeSettings changes all of them or, when one makes no sense or is set
// elsewhere, none.
func (s *Server) changeSettings(ctx context.Context, in *settingsInput) (*settingsOutput, error) {
	list, err := s.o.Settings.ChangeSettings(ctx, callerOf(ctx).name, in.Body.Values)
	return &settingsOutput{Body: list}, err
}

type acceptanceOutput struct {
	Body Acceptance
}

func (s *Server) getAcceptance(ctx context.Context, _ *struct{}) (*acceptanceOutput, error) {
	found, err := s.o.Settings.Acceptance(ctx)
	return &acceptanceOutput{Body: found}, err
}

type premisesOutput struct {
	Body PremisesFacts
}

func (s *Server) getPremises(ctx context.Context, _ *struct{}) (*premisesOutput, error) {
	found, err := s.o.Premises.Premises(ctx)
	return &premisesOutput{Body: found}, err
}
