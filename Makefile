# What one does with herald, by name. `make` alone lists it all.
# Recipes are bash, one shell each, and stop at the first failure.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help run test build release format lint bench clean

# Settings: override them as in `make run PORT=9000`.
PORT     ?= 8080
DATA     ?= .herald
BENCH    ?= all
# Empty: as many as the program measures by itself.
MESSAGES ?=
BENCH_OPTIONS ?=
# How long one test target may take before it is ended and what hangs is named.
TEST_LIMIT ?= 20m

export PORT DATA
# `file` when nobody chose a folder; only then may `run` take another one.
export DATA_ORIGIN := $(origin DATA)

HERALD := .build/release/herald

# Bash functions of the recipes.
define FUNCTIONS
fail() { printf '\n%s\n' "$$*" >&2; exit 1; }

has_server() {
	local program
	for program in /usr/lib/postgresql/*/bin/postgres; do [[ -x $$program ]] && return; done
	command -v postgres >/dev/null
}

# Installs the packages, as far as what they bring is not there.
need() {
	local package missing=() sudo=()
	for package; do
		case $$package in
			libcurl4-openssl-dev) pkg-config --exists libcurl ;;
			libjemalloc-dev) pkg-config --exists jemalloc ;;
			libpq-dev) pkg-config --exists libpq ;;
			libsimdjson-dev) pkg-config --exists simdjson ;;
			zlib1g-dev) pkg-config --exists zlib ;;
			postgresql-15) has_server ;;
			python3-venv) python3 -c 'import ensurepip' ;;
			*) command -v "$$package" ;;
		esac >/dev/null 2>&1 || missing+=("$$package")
	done
	(($${#missing[@]})) || return 0
	command -v apt-get >/dev/null \
		|| fail "Missing: $${missing[*]} (names of Debian packages). Install them with your system's package manager."
	if [[ $$(id -u) != 0 ]]; then
		command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; } \
			|| fail "Missing: $${missing[*]}. Install them as root: apt-get install $${missing[*]}"
		sudo=(sudo)
	fi
	echo "Installing $${missing[*]} …"
	install_quietly || fail "apt-get could not install: $${missing[*]}. Install them by hand, then try again."
}

# The package of the server would also create a cluster on port 5432 and start it; herald has no use for that one.
install_quietly() {
	local settings=/etc/postgresql-common/createcluster.d/herald.conf log status=0
	log=$$(mktemp)
	"$${sudo[@]}" mkdir -p "$${settings%/*}"
	"$${sudo[@]}" tee "$$settings" >/dev/null <<< 'create_main_cluster = false'
	"$${sudo[@]}" env DEBIAN_FRONTEND=noninteractive bash -c '
		apt-get update -qq && apt-get install -y -qq --no-install-recommends "$$@"' apt "$${missing[@]}" \
		</dev/null >"$$log" 2>&1 || status=$$?
	"$${sudo[@]}" rm -f "$$settings"
	"$${sudo[@]}" rmdir --ignore-fail-on-non-empty "$${settings%/*}"
	[[ $$status == 0 ]] || tail -n 20 "$$log" >&2
	rm -f "$$log"
	return $$status
}

need_swift() {
	command -v swift >/dev/null || fail "Swift is missing. Install 6.2 or newer: https://www.swift.org/install/linux/"
	local version
	version=$$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p')
	printf '%s\n' 6.2 "$$version" | sort -VC \
		|| fail "Swift 6.2 or newer is needed; this is $$version: https://www.swift.org/install/linux/"
}
endef

# What the compiler and the linker need; pkg-config first, since it finds the others.
BUILD_PACKAGES := pkg-config libcurl4-openssl-dev libjemalloc-dev libpq-dev libsimdjson-dev zlib1g-dev

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	echo
	echo "Settings: PORT=$$PORT DATA=$$DATA (run), BENCH=$(BENCH) MESSAGES=$(MESSAGES) BENCH_OPTIONS=$(BENCH_OPTIONS) (bench), TEST_LIMIT=$(TEST_LIMIT) (test)"

run: ## Build and start herald on a database of its own, play a sample day, show what became of an order
	@$(FUNCTIONS)

	# The demonstration is closed in itself: no setting of another installation reaches it.
	for name in $${!HERALD_@}; do unset "$$name"; done
	herald=$$PWD/$(HERALD) url=http://127.0.0.1:$$PORT

	# An account other than root runs the database of root, and must get to its folder.
	reachable() { setpriv --reuid=postgres --regid=postgres --init-groups test -x "$$1" 2>/dev/null; }
	get() {
		exec 3<>"/dev/tcp/127.0.0.1/$$PORT" || return
		printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$$1" "$$PORT" >&3
		local line
		read -r line <&3 && [[ $$line == *' 200 '* ]]
	}
	stop() {
		# First of all the service: whoever reads this output may be gone already (a pipe, a closed terminal).
		trap '' INT TERM HUP PIPE
		trap - EXIT
		kill -TERM "$$pid" 2>/dev/null || true
		echo || true
		echo 'Stopping …' || true
		wait "$$pid" || true
		echo 'Stopped.' || true
		exit "$$1"
	}
	failed() { tail -n 15 "$$data/serve.log" >&2; echo "$$1 The whole log: $$data/serve.log" >&2; exit 1; }
	number() { sed -n 's/.*"'"$$1"'": *\([0-9]*\).*/\1/p' <<< "$$status"; }

	if (exec 3<>"/dev/tcp/127.0.0.1/$$PORT") 2>/dev/null; then
		fail "Port $$PORT is taken. Stop what listens there, or choose another port: make run PORT=$$((PORT + 1))"
	fi
	need $(BUILD_PACKAGES) postgresql-15
	need_swift
	data=$$DATA
	[[ $$data == /* ]] || data=$$PWD/$$data
	if [[ $$(id -u) == 0 && $$DATA_ORIGIN == file ]] && id postgres >/dev/null 2>&1 && ! reachable "$${data%/*}"; then
		echo "The account postgres, which runs root's database, cannot get to $$data."
		data=/var/tmp/herald-$$(id -u)
		[[ ! -e $$data || ( -d $$data && ! -L $$data && -O $$data ) ]] || fail "$$data belongs to somebody else."
		echo "Data goes to $$data instead; DATA=folder chooses another place."
	fi
	echo 'Building; the first time takes some minutes.'
	swift build -c release --product herald
	(umask 022 && mkdir -p "$$data")

	setsid "$$herald" serve --data-dir "$$data" --set http.host=127.0.0.1 --port "$$PORT" --set log.format=text \
		</dev/null >"$$data/serve.log" 2>&1 &
	pid=$$!
	trap 'stop 0' INT
	trap 'stop 143' TERM HUP
	trap 'stop $$?' EXIT
	end=$$((SECONDS + 90))
	until (get /readyz) 2>/dev/null; do
		kill -0 "$$pid" 2>/dev/null || failed 'herald did not start.'
		((SECONDS < end)) || failed 'herald is not ready after 90 seconds.'
		sleep 0.2
	done

	# The same bytes again the next time, so that playing them twice shows what becomes of duplicates.
	day=$$data/sample-day.ndjson
	[[ -s $$day ]] || { "$$herald" sample --day >"$$day.new" && mv "$$day.new" "$$day"; }
	total=$$(wc -l <"$$day") duplicates=0
	echo
	if command -v curl >/dev/null; then
		echo "Playing a sample day: $$total messages to $$url/oms, one by one."
		while IFS= read -r message; do
			answer=$$(curl -sS --fail-with-body --noproxy '*' --max-time 30 --retry 5 \
				-H 'Content-Type: application/json' --data-binary "$$message" "$$url/oms") \
				|| failed "A message was refused: $$answer"
			[[ $$answer == *'"duplicate":true'* ]] && duplicates=$$((duplicates + 1))
		done <"$$day"
		echo "$$((total - duplicates)) are new, $$duplicates were known and got the position they have."
	else
		echo "Playing a sample day: $$total messages by herald import, since curl is not installed."
		"$$herald" import --live --again --data-dir "$$data" "$$day"
	fi

	# Folded, decided and delivered.
	end=$$((SECONDS + 60))
	while
		status=$$("$$herald" status --data-dir "$$data" --format json)
		[[ $$(number folded) != "$$(number messages)" || $$status == *'"status":"pending"'* ]]
	do
		kill -0 "$$pid" 2>/dev/null || failed 'herald ended.'
		((SECONDS < end)) || failed 'After 60 seconds not everything is projected and delivered.'
		sleep 0.2
	done

	echo
	echo '$$ herald timeline NQ-20731'
	"$$herald" timeline NQ-20731 --data-dir "$$data"
	echo
	mails=$$(find "$$data/mailbox" -name '*.eml' 2>/dev/null | wc -l)
	short=$$data
	[[ $$data != "$$PWD/$$DATA" ]] || short=$$DATA
	printf '%s\n' \
		"$$mails mails went to files: $$short/mailbox/<day>/<id>.eml" \
		'More to look at, in another terminal:' \
		"  $(HERALD) explain NQ-20731 refund_triggered --data-dir $$short" \
		"  $(HERALD) communications --data-dir $$short" \
		"  curl '$$url/api/v1/communications?status=held'" \
		"herald serves on $$url until Ctrl-C."
	wait "$$pid" || failed 'herald ended.'

test: ## Run all tests
	@$(FUNCTIONS)
	# Python for the servers that the delivery channels talk to, and Chromium for the console; Python's packages come
	# from PyPI, once.
	need $(BUILD_PACKAGES) postgresql-15 python3 python3-venv chromium
	need_swift
	swift build --build-tests
	# One target after another: each may have both cores, and its own PostgreSQL, to itself. So may the suites that work with
	# a browser or with programs of others, which keep both cores busy for minutes and give up on a server that is slow.
	apart='HeraldServerTests\.(ConsoleActionsTests|ConsoleBrowserTests|DescriptionTests)/'
	passed=0 failed=0 failures=() faults=()
	unfinished() { # LOG: the tests that began and did not end
		comm -23 <(sed -nE 's/^[^ ]+ Test (.*) started\.$$/\1/p' "$$1" | grep -vE '^(run$$|case )' | sort -u) \
			<(sed -nE -e 's/^[^ ]+ Test (.*) (passed|failed) after .*/\1/; T; s/ with [0-9]+ test cases?$$//; p' "$$1" | sort -u)
	}
	run() { # NAME OPTION...
		local name=$$1 log=.build/$$1.log bad all status=0 seen
		shift
		echo "── $$name"
		timeout --kill-after=10 "$(TEST_LIMIT)" swift test --skip-build --disable-xctest "$$@" >"$$log" 2>&1 &
		# It is in a process group of its own, where Ctrl-C does not get.
		trap "kill $$! 2>/dev/null; exit 130" INT TERM
		wait "$$!" || status=$$?
		trap - INT TERM
		((status == 0)) || failures+=("$$name")
		((status != 124 && status != 137)) || mapfile -t -O "$${#faults[@]}" faults < <(
			unfinished "$$log" | sed "s/^/$$name was ended after $(TEST_LIMIT), unfinished: /")
		mapfile -t seen < <(grep -E '^✘ Test .*(failed after|recorded an issue)' "$$log" | grep -v '^✘ Test run with')
		(($${#seen[@]} == 0)) || printf '%s\n' "$${seen[@]}"
		faults+=("$${seen[@]}")
		grep -E 'Test run with [1-9][0-9]* tests?' "$$log" || { tail -n 20 "$$log"; failures+=("$$name: not to the end"); }
		bad=$$(grep -E '^✘ Test .* failed after' "$$log" | grep -vc '^✘ Test run with' || true)
		all=$$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' "$$log" | tail -n 1)
		((failed += bad, passed += $${all:-0} - bad)) || true
		# All passed, and the process ended badly: a crash at its end.
		((status == 0 || bad > 0)) || faults+=("$$name ended with $$status: $$(grep -m 3 -iE 'crash|fatal|terminate|error:' "$$log" | tr '\n' ' ' || true)")
	}
	for target in Tests/*Tests; do
		# Each of the server's tests has a server and a database of its own; all at once they starve one another.
		width=()
		[[ $$target != Tests/HeraldServerTests ]] || width=(--experimental-maximum-parallelization-width 16)
		run "$${target#Tests/}" --filter "^$${target#Tests/}\." --skip "^$$apart" "$${width[@]}"
	done
	run 'Browser and API description' --filter "^$$apart" --no-parallel
	echo
	# Said again where it is seen: at the end, whatever came between.
	(($${#faults[@]} == 0)) || printf '%.240s\n' "$${faults[@]:0:20}"
	(($${#failures[@]} == 0)) || { printf 'Failed: %s\n' "$${failures[@]}"; ((failed)) || failed=1; }
	echo "$$passed passed, $$failed failed"
	((failed == 0))

build: ## Build everything, for debugging
	@$(FUNCTIONS)
	need $(BUILD_PACKAGES)
	need_swift
	swift build --build-tests

release: ## Build the program for other machines: the Swift runtime inside, no symbols
	@$(FUNCTIONS)
	need $(BUILD_PACKAGES)
	need_swift
	swift build -c release --product herald --static-swift-stdlib -Xlinker -s
	ls -lh $(HERALD)

format: ## Format the Swift sources
	@swift format --in-place --recursive --parallel Sources Tests Package.swift

lint: ## Check format, and that every target declares what it imports
	@swift format lint --strict --recursive --parallel Sources Tests Package.swift
	swift build --explicit-target-dependency-import-check error

bench: ## Measure import, replay, HTTP, timelines, delivery, pages or endurance on this machine (BENCH=append, deliver, fold, http, pages, project, replay, soak, timeline or all)
	@$(FUNCTIONS)
	need $(BUILD_PACKAGES) postgresql-15
	need_swift
	swift build -c release --product herald
	data=$$(mktemp -d /var/tmp/herald-bench-XXXXXX)
	trap 'rm -rf "$$data"' EXIT
	chmod 755 "$$data"
	$(HERALD) bench $(BENCH) $(if $(MESSAGES),--messages $(MESSAGES)) $(BENCH_OPTIONS) --data-dir "$$data"

clean: ## Remove what was built; data stays
	@rm -rf .build
