package worker

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"deskclerk/backend/doc"
)

// envParent holds the parent's process id; only the pool sets it.
const envParent = "DESKCLERK_WORKER_PARENT"

// Main is the whole of a worker process: it confines itself, finds the
// protocol's pipes and serves until the parent closes them or dies. The hidden
// command `worker` calls it and ends when it returns; in the middle of a call it
// ends the process itself. Serve has closed r by then. It fails with
// invalid_request when a person started the process by hand.
//
// Native libraries print where they like, so the protocol does not run over
// standard input and output; what they print ends in a short buffer of the
// parent.
func Main(ctx context.Context, r Rasterizer, newEngine func() (Engine, error)) error {
	parent, err := strconv.Atoi(os.Getenv(envParent))
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "a worker is started by Deskclerk itself")
	}
	in, out, err := protocolFiles()
	if err != nil {
		return fmt.Errorf("worker's pipes: %w", err)
	}
	if err := confine(parent); err != nil {
		return fmt.Errorf("confine the worker: %w", err)
	}
	calling, err := serve(ctx, in, out, r, newEngine)
	if calling {
		// Whoever called Main would now close under the native call what it
		// uses, and might wait for it for ever: the parent is gone, so end.
		os.Exit(0) //nolint:forbidigo // the only way out of a call that cannot be interrupted
	}
	return err
}
