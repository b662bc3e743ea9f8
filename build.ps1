#!/usr/bin/env pwsh
# The same verbs as build.sh, for PowerShell: build, test [--all], demo, bench, clean. What follows the verb goes to
# the program. $env:FullRegistry = 'true' uses the packages that not every mirror carries as well (src/README.md,
# "Packages"). Finds what is missing, says in one line what to install, and calls the same dotnet and cmake commands.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$configuration = 'Release'
$artifacts = Join-Path $PSScriptRoot 'artifacts'
$results = Join-Path $artifacts 'test-results'

function Stop-Build([string] $message) {
  [Console]::Error.WriteLine("build.ps1: $message")
  exit 1
}

function Test-Tool([string] $name) {
  return $null -ne (Get-Command $name -ErrorAction SilentlyContinue)
}

function Invoke-Tool([string] $tool, [string[]] $arguments) {
  & $tool @arguments | Out-Host
  if ($LASTEXITCODE -ne 0) { Stop-Build "$tool $($arguments[0]) failed with exit code $LASTEXITCODE" }
}

function Build-Native {
  if (-not (Test-Path 'native/CMakeLists.txt')) { return }
  if (-not (Test-Tool 'cmake')) {
    Stop-Build 'cmake is missing: install CMake and a C++ compiler (Windows: winget install Kitware.CMake)'
  }
  Invoke-Tool 'cmake' @('-S', 'native', '-B', "$artifacts/native", "-DCMAKE_BUILD_TYPE=$configuration")
  Invoke-Tool 'cmake' @('--build', "$artifacts/native", '--config', $configuration, '--parallel', '2')
}

function Build-Solution {
  # MSBuild reads the property from the environment. With it, the lock files lie under artifacts/ and are written anew.
  $lock = if ($env:FullRegistry -eq 'true') { '--force-evaluate' } else { '--locked-mode' }
  Invoke-Tool 'dotnet' @('restore', 'Prover.sln', $lock, '--verbosity', 'quiet')
  Invoke-Tool 'dotnet' @(
    'build', 'Prover.sln', '--configuration', $configuration, '--no-restore', '--verbosity', 'quiet')
}

function Restore-Npm {
  if (-not (Test-Tool 'node') -or -not (Test-Tool 'npm')) {
    Write-Warning 'node and npm are missing: no local Ethereum node; the demo needs --l1 URL'
    return
  }
  Invoke-Tool 'node' @('src/Prover.Contracts/npm/restore.mjs')
}

function Write-Launcher {
  if ($IsLinux -or $IsMacOS) {
    $target = Join-Path $artifacts 'prover'
    $lines = '#!/bin/sh', 'here="$(cd "$(dirname "$0")" && pwd)"',
      'exec dotnet "$here/bin/Prover.Host/release/prover.dll" "$@"'
    Set-Content -Path $target -Value $lines
    chmod +x $target
  } else {
    $line = '@dotnet "%~dp0bin\Prover.Host\release\prover.dll" %*'
    Set-Content -Path (Join-Path $artifacts 'prover.cmd') -Value $line
  }
}

function Build-All {
  New-Item -ItemType Directory -Force $artifacts | Out-Null
  if (-not (Test-Tool 'dotnet') -or -not ((& dotnet --list-sdks) -match '^10\.')) {
    Stop-Build 'the .NET SDK 10 is missing: install it from https://dotnet.microsoft.com/download'
  }
  Build-Native
  Build-Solution
  Restore-Npm
  Write-Launcher
}

# Sums the TRX files of dotnet test; the last line is: N passed, N failed, N skipped. Returns the exit code.
function Write-Summary {
  $passed = 0; $failed = 0; $skipped = 0
  foreach ($file in Get-ChildItem $results -Filter '*.trx' -Recurse) {
    [xml] $run = Get-Content -Raw $file.FullName
    $before = $failed
    foreach ($result in $run.TestRun.Results.UnitTestResult) {
      switch ($result.outcome) {
        'Passed' { $passed++ }
        'NotExecuted' { $skipped++; Write-Host "skipped: $($result.testName): $($result.Output.ErrorInfo.Message)" }
        default { $failed++; Write-Host "failed: $($result.testName)" }
      }
    }
    if ($run.TestRun.ResultSummary.outcome -ne 'Completed' -and $failed -eq $before) {
      $failed++; Write-Host 'failed: a test run was aborted; see the output above'
    }
  }
  Write-Host "$passed passed, $failed failed, $skipped skipped"
  if ($failed -gt 0 -or $passed -eq 0) { return 1 } else { return 0 }
}

function Invoke-Tests([string[]] $rest) {
  $arguments = @($rest | Where-Object { $_ -ne '--all' })
  if (($rest -notcontains '--all') -and ($rest -notcontains '--filter')) { $arguments += '--filter', 'Tier!=long' }
  Build-All
  if ($IsLinux -and -not (Test-Path '/usr/lib/rabbitmq/lib/rabbitmq_server-*')) {
    Write-Warning ('RabbitMQ is missing (Debian, Ubuntu: apt-get install rabbitmq-server; its service need not run): ' +
      'the tests that need a broker are skipped')
  }
  Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $results
  New-Item -ItemType Directory -Force $results | Out-Null
  & dotnet test Prover.sln --configuration $configuration --no-build --nologo -m:1 `
    --logger 'console;verbosity=minimal' --logger 'trx;LogFilePrefix=run' --results-directory $results @arguments |
    Out-Host
  $tests = $LASTEXITCODE
  if (Test-Path "$artifacts/native/CTestTestfile.cmake") {
    & ctest --test-dir "$artifacts/native" -C $configuration --output-on-failure | Out-Host
    if ($LASTEXITCODE -ne 0) { $tests = 1 }
  }
  $sum = Write-Summary
  exit [Math]::Max([int] ($tests -ne 0), $sum)
}

$verb = if ($args.Count -gt 0) { $args[0] } else { 'help' }
$rest = @($args | Select-Object -Skip 1)
switch ($verb) {
  'build' { Build-All }
  'test' { Invoke-Tests $rest }
  'demo' {
    Build-All
    & dotnet "$artifacts/bin/Prover.Host/release/prover.dll" demo @rest
    exit $LASTEXITCODE
  }
  'bench' {
    Build-All
    & dotnet run --project bench/Prover.Bench --configuration $configuration --no-build -- @rest
    exit $LASTEXITCODE
  }
  'clean' { Remove-Item -Recurse -Force -ErrorAction SilentlyContinue $artifacts }
  'help' { Write-Host 'usage: build.ps1 build | test [--all] | demo | bench | clean' }
  default { Stop-Build "unknown verb '$verb': build, test [--all], demo, bench or clean" }
}
