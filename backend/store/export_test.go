package store

import "context"

// AllJobs lists every job there is, oldest first.
func (s *Store) AllJobs(ctx context.Context) ([]Job, error) {
	return collect(ctx, s.readers, scanJob, `SELECT `+jobColumns+jobsOfDocuments+`ORDER BY jobs.id`)
}

// NewestVersion is the schema that this program writes.
func NewestVersion() (int64, error) { return newestVersion() }

// HeaderVersion reads a database's version without opening it.
func HeaderVersion(path string) (int64, error) { return headerVersion(path) }
