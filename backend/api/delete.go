package api

import "context"

// deleteDocument removes the document, its file and everything known of it.
func (s *Server) deleteDocument(ctx context.Context, in *optionalActInput) (*struct{}, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.Delete(ctx, in.ID, only...); err != nil {
		return nil, s.withCurrent(ctx, in.ID, err)
	}
	return nil, nil //nolint:nilnil // an answer without a body
}
