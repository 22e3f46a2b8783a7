package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"deskclerk/backend/doc"
)

// FolderSettings are a watched folder's settings as they are sent; nil is left
// out.
type FolderSettings struct {
	Path       string    `json:"path,omitempty"` // of a new one only
	Name       *string   `json:"name,omitempty"`
	Type       *string   `json:"type,omitempty"`
	Languages  *[]string `json:"languages,omitempty"`
	Include    *[]string `json:"include,omitempty"`
	Exclude    *[]string `json:"exclude,omitempty"`
	Separators *[]string `json:"separators,omitempty"`
	After      *string   `json:"after,omitempty"`
	MoveTo     *string   `json:"move_to,omitempty"`
	Tags       *bool     `json:"tags,omitempty"`
	Settle     *float64  `json:"settle,omitempty"`
}

const foldersPath = "/folders"

func folderPath(id, below string) string {
	if below != "" {
		below = "/" + below
	}
	return foldersPath + "/" + url.PathEscape(id) + below
}

// Folders lists the watched folders.
func (c *Client) Folders(ctx context.Context) ([]doc.Folder, error) {
	var answer struct {
		Folders []doc.Folder `json:"folders"`
	}
	return answer.Folders, c.get(ctx, foldersPath, nil, &answer)
}

// CreateFolder watches a folder.
func (c *Client) CreateFolder(ctx context.Context, s FolderSettings) (doc.Folder, error) {
	var f doc.Folder
	return f, c.call(ctx, http.MethodPost, foldersPath, s, &f)
}

// CheckFolder finds what a path would be as a watched folder.
func (c *Client) CheckFolder(ctx context.Context, path string) (doc.FolderCheck, error) {
	var f doc.FolderCheck
	return f, c.call(ctx, http.MethodPost, foldersPath+"/check", map[string]string{"path": path}, &f)
}

// Folder gets one.
func (c *Client) Folder(ctx context.Context, id string) (doc.Folder, error) {
	var f doc.Folder
	return f, c.get(ctx, folderPath(id, ""), nil, &f)
}

// UpdateFolder changes how a folder is watched.
func (c *Client) UpdateFolder(ctx context.Context, id string, s FolderSettings) (doc.Folder, error) {
	var f doc.Folder
	return f, c.call(ctx, http.MethodPatch, folderPath(id, ""), s, &f)
}

// ActOnFolder pauses, resumes or scans.
func (c *Client) ActOnFolder(ctx context.Context, id, act string) (doc.Folder, error) {
	var f doc.Folder
	return f, c.call(ctx, http.MethodPost, folderPath(id, act), nil, &f)
}

// RemoveFolder watches a folder no more.
func (c *Client) RemoveFolder(ctx context.Context, id string) error {
	return c.call(ctx, http.MethodDelete, folderPath(id, ""), nil, nil)
}

// FolderFiles lists a folder's files, those found last first.
func (c *Client) FolderFiles(ctx context.Context, query doc.FileQuery) (doc.FileList, error) {
	q := url.Values{}
	for _, s := range query.State {
		q.Add("state", string(s))
	}
	for name, value := range map[string]string{"q": query.Text, "after": query.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if query.Limit > 0 {
		q.Set("limit", strconv.Itoa(query.Limit))
	}
	var l doc.FileList
	return l, c.get(ctx, folderPath(query.FolderID, "files"), q, &l)
}

// ActOnFile has a file taken or left alone: act is take or leave.
func (c *Client) ActOnFile(ctx context.Context, folderID string, file int64, act string) (doc.FolderFile, error) {
	var f doc.FolderFile
	return f, c.call(ctx, http.MethodPost, filePath(folderID, file)+"/"+act, nil, &f)
}

// ForgetFile forgets a file that is not there any more.
func (c *Client) ForgetFile(ctx context.Context, folderID string, file int64) error {
	return c.call(ctx, http.MethodDelete, filePath(folderID, file), nil, nil)
}

func filePath(folderID string, file int64) string {
	return folderPath(folderID, "files/"+strconv.FormatInt(file, 10))
}
