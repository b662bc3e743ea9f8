# Sums test results: TRX files of dotnet test and JUnit files of CTest, one element a line as both write them.
# Prints each skipped test with its reason, each failed test, and as the last line: N passed, N failed, N skipped.
# With -v expected=N a test project that did not come to its end counts as a failed test, and so does a run that was
# aborted without a failed test (its host did not start, or died).
# Exits with 1 when a test failed or when nothing ran.

function attribute(line, name,    at, rest) {
  at = index(line, " " name "=\"")
  if (at == 0) {
    return ""
  }
  rest = substr(line, at + length(name) + 3)
  return plain(substr(rest, 1, index(rest, "\"") - 1))
}

function plain(text) {
  gsub(/<[^>]*>/, "", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&#xD;|&#xA;/, " ", text)
  gsub(/&amp;/, "\\&", text)
  gsub(/^[ \t]+|[ \t\r]+$/, "", text)
  return text
}

function settle() {
  if (skipped_name != "") {
    print "skipped: " skipped_name (reason != "" ? ": " reason : "")
  }
  skipped_name = ""
  reason = ""
}

/<TestRun / {
  projects++
  before = failed
}

/<ResultSummary / {
  settle()
  if (attribute($0, "outcome") != "Completed" && failed == before) {
    failed++
    print "failed: a test run was aborted; see the output above"
  }
}

/<UnitTestResult / {
  settle()
  outcome = attribute($0, "outcome")
  if (outcome == "Passed") {
    passed++
  } else if (outcome == "NotExecuted") {
    skipped++
    skipped_name = attribute($0, "testName")
  } else {
    failed++
    print "failed: " attribute($0, "testName")
  }
}

skipped_name != "" && reason == "" && /<Message>/ {
  reason = plain($0)
}

/<testcase / {
  settle()
  status = attribute($0, "status")
  if (status == "run") {
    passed++
  } else if (status == "notrun" || status == "disabled") {
    skipped++
    print "skipped: " attribute($0, "name") ": skipped by itself: this machine lacks what it tests"
  } else {
    failed++
    print "failed: " attribute($0, "name")
  }
}

END {
  settle()
  for (; projects < expected; projects++) {
    failed++
    print "failed: a test project did not come to its end; see the output above"
  }
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  exit(failed > 0 || passed == 0)
}
