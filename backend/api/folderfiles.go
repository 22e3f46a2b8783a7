package api

import (
	"context"

	"deskclerk/backend/doc"
)

type folderFilesInput struct {
	FolderPath

	State []string `query:"state,explode" doc:"Only these states; repeated, or divided by commas" example:"[\"waiting\"]"`
	Text  string   `query:"q" maxLength:"500" doc:"Part of the path"`
	After string   `query:"after" maxLength:"500" doc:"Where to go on: next of the page before"`
	Limit int      `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type folderFilesOutput struct {
	Body doc.FileList
}

func (s *Server) listFolderFiles(ctx context.Context, in *folderFilesInput) (*folderFilesOutput, error) {
	q := doc.FileQuery{FolderID: in.ID, Text: in.Text, After: in.After, Limit: in.Limit}
	for _, name := range divide(in.State) {
		state := doc.FileState(name)
		if !state.Valid() {
			return nil, doc.Errorf(doc.CodeInvalid, "query.state: %q is no state", name)
		}
		q.State = append(q.State, state)
	}
	files, err := s.o.Folders.Files(ctx, q)
	if err != nil {
		return nil, err
	}
	return &folderFilesOutput{Body: files}, nil
}

// FolderFilePath is a file of a watched folder; exported because huma passes over
// what is not.
type FolderFilePath struct {
	FolderPath

	File int64 `path:"file" doc:"The file's id"`
}

type folderFileOutput struct {
	Body doc.FolderFile
}

func folderFile(f doc.FolderFile, err error) (*folderFileOutput, error) {
	if err != nil {
		return nil, err
	}
	return &folderFileOutput{Body: f}, nil
}

func (s *Server) takeFolderFile(ctx context.Context, in *FolderFilePath) (*folderFileOutput, error) {
	return folderFile(s.o.Folders.Take(ctx, in.ID, in.File))
}

func (s *Server) leaveFolderFile(ctx context.Context, in *FolderFilePath) (*folderFileOutput, error) {
	return folderFile(s.o.Folders.Leave(ctx, in.ID, in.File))
}

func (s *Server) forgetFolderFile(ctx context.Context, in *FolderFilePath) (*struct{}, error) {
	return nil, s.o.Folders.Forget(ctx, in.ID, in.File)
}
