package doc

import "context"

type actorKey struct{}

// ActorOfToken is the actor behind a token of that name.
func ActorOfToken(name string) string { return "token:" + name }

// WithActor says on whose behalf what follows is done: token, window, browser or
// token:<name>. Events bear it.
func WithActor(ctx context.Context, actor string) context.Context {
	return context.WithValue(ctx, actorKey{}, actor)
}

// ActorOf is who WithActor named; empty for what the program does by itself.
func ActorOf(ctx context.Context) string {
	actor, _ := ctx.Value(actorKey{}).(string)
	return actor
}
