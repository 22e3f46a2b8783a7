package store

import (
	"context"
	"fmt"
)

// Backlog counts the jobs that are still to be done, by state: available,
// running and retryable. The partial indexes hold just these.
func (s *Store) Backlog(ctx context.Context) (map[State]int, error) {
	counts := map[State]int{}
	for _, query := range []string{
		`SELECT state, count(*) FROM jobs WHERE state IN ('available', 'retryable') GROUP BY state`,
		`SELECT state, count(*) FROM jobs WHERE state = 'running' GROUP BY state`,
	} {
		_, err := collect(ctx, s.readers, func(r scanner) (_ struct{}, err error) {
			var state State
			var n int
			err = r.Scan(&state, &n)
			counts[state] = n
			return struct{}{}, err
		}, query)
		if err != nil {
			return nil, coded(fmt.Errorf("count jobs: %w", err))
		}
	}
	return counts, nil
}
