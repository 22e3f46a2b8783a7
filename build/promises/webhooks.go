package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// webhookPromises are tried twice: with a moved clock inside the room, where
// days have to pass, and against the program itself.
func webhookPromises() []promise {
	return []promise{
		{24, "every delivery verifies with the reference library; every one-bit change fails; stored is signed is sent", both(
			tested("TestEveryDeliveryVerifiesAndEveryOneBitChangeFails"), trySignatures)},
		{
			25, "a receiver down for 72 h (moved clock): delivered on recovery, at the schedule's times ± 20 %",
			tested("TestAReceiverDownForThreeDaysGetsEverythingOnRecovery|TestWaitsAreThoseOfTheSchedule"),
		},
		{26, "a kill between the 2xx and the commit: the same webhook-id; 10,000 events, one in five twice: 10,000 effects, in order", both(
			tested("TestAReceiverThatKeysOnTheID|TestADeathBetweenTheAnswer", "DESKCLERK_TEST_WEBHOOKS=10000"), tryKills)},
		{27, "two secrets verify for 24 h after a rotation, the old one fails after; revoke now within 1 s", both(
			tested("TestTwoSecretsVerifyAfterARotation"), tryRevoke)},
		{28, "410 and five days disable; 3xx is never followed; Retry-After within 1 s and 24 h; cut at 10 s; 20 kB", both(
			tested("TestGoneDisables|TestFiveDaysOfFailure|TestARedirect|TestRetryAfter|TestAtMostTwenty|TestASlowReceiver"), trySlow)},
		{29, "a rebind, link-local and metadata addresses, our own port, file: are refused when saved and when sent", both(
			tested("TestTargetsThatAreRefused|TestARebound|TestATargetHasToBeConfirmed"), tryTargets)},
		{30, "replay by id, by range and of all that failed sends exactly those; the test covers every type and counts nowhere", both(
			tested("TestReplaySendsExactlyThose|TestTheTestCoversEveryType"), tryReplay)},
	}
}

type try = func(ctx context.Context, b bench) (string, error)

// both tries one after the other; their figures stand side by side.
func both(first, second try) try {
	return func(ctx context.Context, b bench) (string, error) {
		one, err := first(ctx, b)
		if err != nil {
			return "", err
		}
		two, err := second(ctx, b)
		return one + "; the program: " + two, err
	}
}

// tested runs tests of the room with more environment, and gives what they log as the
// figure. They must not have been passed over.
func tested(run string, env ...string) try { return testedIn("./backend/webhook", run, env...) }

// testedIn does the same in another room.
func testedIn(room, run string, env ...string) try {
	return func(ctx context.Context, _ bench) (string, error) {
		cmd := exec.CommandContext(ctx, "go", "test", "-tags", "headless,nodynamic", "-count=1", "-v", "-timeout", "30m", "-run", run, room)
		cmd.Env = append(os.Environ(), env...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("%w\n%s", err, out)
		}
		passed := bytes.Count(out, []byte("--- PASS: Test"))
		if passed == 0 || bytes.Contains(out, []byte("--- SKIP")) {
			return "", errors.New("a test was not run")
		}
		figures := []string{fmt.Sprintf("%d tests", passed)}
		for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
			if _, logged, ok := strings.Cut(lines.Text(), "_test.go:"); ok {
				_, logged, _ = strings.Cut(logged, ": ")
				figures = append(figures, logged)
			}
		}
		return strings.Join(figures, "; "), nil
	}
}
