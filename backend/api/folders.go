package api

import (
	"context"

	"deskclerk/backend/doc"
)

// FolderPath is the watched folder a request is about; exported because huma
// passes over what is not.
type FolderPath struct {
	ID string `path:"id" maxLength:"64" doc:"The folder's id"`
}

type foldersOutput struct {
	Body WatchedFolders
}

// WatchedFolders are all of them, oldest first.
type WatchedFolders struct {
	Folders []doc.Folder `json:"folders"`
}

type folderOutput struct {
	Body doc.Folder
}

func folder(f doc.Folder, err error) (*folderOutput, error) {
	if err != nil {
		return nil, err
	}
	return &folderOutput{Body: whole(f)}, nil
}

// whole has no list that is null.
func whole(f doc.Folder) doc.Folder {
	f.Separators = append(doc.Separators{}, f.Separators...)
	for _, l := range []*[]string{&f.Languages, &f.Include, &f.Exclude} {
		*l = append([]string{}, *l...)
	}
	return f
}

func (s *Server) listFolders(ctx context.Context, _ *struct{}) (*foldersOutput, error) {
	all, err := s.o.Folders.Folders(ctx)
	if err != nil {
		return nil, err
	}
	folders := make([]doc.Folder, len(all))
	for i, f := range all {
		folders[i] = whole(f)
	}
	return &foldersOutput{Body: WatchedFolders{Folders: folders}}, nil
}

// FolderSettings are what can be set of a folder; exported because huma passes
// over what is not.
type FolderSettings struct {
	Name       *string  `json:"name,omitempty" minLength:"1" maxLength:"100" doc:"What its documents' source is called; else the path's last part"`
	Type       *string  `json:"type,omitempty" maxLength:"64" doc:"The type of all its documents; auto finds it"`
	Languages  []string `json:"languages,omitempty" maxItems:"16" doc:"Tesseract codes; an empty list means those of the configuration"`
	Separators []string `json:"separators,omitempty" maxItems:"50" doc:"Texts of codes on sheets between two documents, perhaps with an asterisk at the end; patch_t is patch T, none alone that no sheet separates; an empty list means those of the configuration" example:"[\"SEP-*\"]"`
	Include    []string `json:"include,omitempty" maxItems:"100" doc:"Patterns of files to take, as in .gitignore; an empty list means all" example:"[\"*.pdf\"]"`
	Exclude    []string `json:"exclude,omitempty" maxItems:"100" doc:"Patterns of files and folders to pass over" example:"[\"drafts/\"]"`
	After      *string  `json:"after,omitempty" enum:"leave,move,delete" doc:"What becomes of a file once its document is kept"`
	MoveTo     *string  `json:"move_to,omitempty" maxLength:"500" doc:"The folder below this one that files are moved to"`
	Tags       *bool    `json:"tags,omitempty" doc:"Names of subfolders become the metadata tags of new documents"`
	Settle     *float64 `json:"settle,omitempty" minimum:"0.1" maximum:"3600" doc:"Seconds for which a file must not change before it is taken"`
}

func (f FolderSettings) settings() (doc.FolderSettings, error) {
	set := doc.FolderSettings{
		Name: f.Name, Languages: f.Languages, Include: f.Include, Exclude: f.Exclude, MoveTo: f.MoveTo, Tags: f.Tags, Settle: f.Settle,
		Separators: f.Separators,
	}
	if f.Type != nil {
		if !typeName.MatchString(*f.Type) {
			return set, doc.Refuse(doc.CodeInvalid, "option_type", "value", *f.Type)
		}
		t := doc.Type(*f.Type)
		set.Type = &t
	}
	if f.After != nil {
		a := doc.FolderAfter(*f.After)
		set.After = &a
	}
	return set, nil
}

// FolderRequest watches a folder.
type FolderRequest struct {
	FolderSettings

	Path string `json:"path" minLength:"1" maxLength:"4096" doc:"Whole, as on the machine that Deskclerk runs on"`
}

type createFolderInput struct {
	Body FolderRequest
}

type createdFolderOutput struct {
	Location string `header:"Location"`
	Body     doc.Folder
}

func (s *Server) createFolder(ctx context.Context, in *createFolderInput) (*createdFolderOutput, error) {
	if err := s.mayName(ctx, in.Body.Path); err != nil {
		return nil, err
	}
	set, err := in.Body.settings()
	if err != nil {
		return nil, err
	}
	out, err := folder(s.o.Folders.Create(ctx, in.Body.Path, set))
	if err != nil {
		return nil, err
	}
	return &createdFolderOutput{Location: Prefix + "/folders/" + out.Body.ID, Body: out.Body}, nil
}

// mayName lets this machine's owner name any path, and everybody else only those
// that the configuration allows: nothing reads a path given over the network.
func (s *Server) mayName(ctx context.Context, path string) error {
	if callerOf(ctx).local {
		return nil
	}
	return s.o.Folders.Allowed(ctx, path)
}

type checkFolderInput struct {
	Body FolderCheckRequest
}

// FolderCheckRequest is a path that may be watched.
type FolderCheckRequest struct {
	Path string `json:"path" minLength:"1" maxLength:"4096"`
}

type checkFolderOutput struct {
	Body doc.FolderCheck
}

func (s *Server) checkFolder(ctx context.Context, in *checkFolderInput) (*checkFolderOutput, error) {
	if err := s.mayName(ctx, in.Body.Path); err != nil {
		return nil, err
	}
	c, err := s.o.Folders.Check(ctx, in.Body.Path)
	if err != nil {
		return nil, err
	}
	return &checkFolderOutput{Body: c}, nil
}

func (s *Server) getFolder(ctx context.Context, in *FolderPath) (*folderOutput, error) {
	return folder(s.o.Folders.Folder(ctx, in.ID))
}

type updateFolderInput struct {
	FolderPath

	Body FolderSettings
}

func (s *Server) updateFolder(ctx context.Context, in *updateFolderInput) (*folderOutput, error) {
	set, err := in.Body.settings()
	if err != nil {
		return nil, err
	}
	return folder(s.o.Folders.Update(ctx, in.ID, set))
}

func (s *Server) removeFolder(ctx context.Context, in *FolderPath) (*struct{}, error) {
	return nil, s.o.Folders.Remove(ctx, in.ID)
}

func (s *Server) pauseFolder(ctx context.Context, in *FolderPath) (*folderOutput, error) {
	return folder(s.o.Folders.Pause(ctx, in.ID))
}

func (s *Server) resumeFolder(ctx context.Context, in *FolderPath) (*folderOutput, error) {
	return folder(s.o.Folders.Resume(ctx, in.ID))
}

func (s *Server) scanFolder(ctx context.Context, in *FolderPath) (*folderOutput, error) {
	return folder(s.o.Folders.Scan(ctx, in.ID))
}
