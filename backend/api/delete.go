package api

import "context"

// deleteDocument removes the document, its file and everything known of it.
func (s *Server) deleteDocument(ctx context.Context, in *DocumentPath) (*struct{}, error) {
	return nil, s.o.Library.Delete(ctx, in.ID)
}
