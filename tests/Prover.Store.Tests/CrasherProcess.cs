using System.Diagnostics;
using System.Globalization;

namespace Prover.Store.Tests;

/// <summary>A process that writes to a store and says what it was promised; killed when disposed.</summary>
internal sealed class CrasherProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly CancellationTokenSource _limit = new(Limit);

    /// <summary>Starts it; Program.cs of Prover.Store.Crasher names the verbs.</summary>
    public CrasherProcess(params string[] arguments)
    {
        ProcessStartInfo info = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        info.ArgumentList.Add(typeof(Crasher.Steps).Assembly.Location);
        Array.ForEach(arguments, info.ArgumentList.Add);
        _process = Process.Start(info)!;
    }

    /// <summary>The first number that it was promised. Fails with what it said if there is none.</summary>
    public async Task<uint> FirstAsync()
    {
        uint? first = await NextAsync();
        Assert.True(first is not null, first is null ? await _process.StandardError.ReadToEndAsync(_limit.Token) : "");
        return first ?? 0;
    }

    /// <summary>The next number that it was promised; null when it has ended.</summary>
    private async Task<uint?> NextAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync(_limit.Token);
        return line is null ? null : uint.Parse(line, CultureInfo.InvariantCulture);
    }

    /// <summary>All numbers up to its end.</summary>
    public async Task<List<uint>> RestAsync()
    {
        List<uint> numbers = [];
        while (await NextAsync() is { } number)
        {
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>SIGKILL, on Windows TerminateProcess: nothing of the process runs any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Fails unless it ended by itself and well.</summary>
    public async Task EndsWellAsync()
    {
        string error = await _process.StandardError.ReadToEndAsync(_limit.Token);
        await _process.WaitForExitAsync(_limit.Token);
        Assert.True(_process.ExitCode == 0, error);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _limit.Dispose();
    }
}
