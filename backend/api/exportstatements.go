package api

import "context"

func (s *Server) exportOFX(_ context.Context, in *exportInput) (*stream, error) {
	return s.export(ExportOFX, "application/x-ofx", in.Filter, ExportOptions{})
}

func (s *Server) exportQIF(_ context.Context, in *exportInput) (*stream, error) {
	return s.export(ExportQIF, "application/qif", in.Filter, ExportOptions{})
}

func (s *Server) exportLedger(_ context.Context, in *exportInput) (*stream, error) {
	return s.export(ExportLedger, "text/plain; charset=utf-8", in.Filter, ExportOptions{})
}
