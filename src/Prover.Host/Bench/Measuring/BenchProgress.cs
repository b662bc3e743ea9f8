using System.Diagnostics;
using System.Globalization;
using Prover.Host.Bench.Kernels;
using Prover.Host.Cli;

namespace Prover.Host.Bench.Measuring;

/// <summary>Shows how far a bench is: one line that changes on a terminal, a line now and then in a pipe.</summary>
/// <remarks>
/// No thread of its own, unlike a progress bar: it would stand in the CPU time of what is measured. It is drawn between
/// runs, and in runs of many seconds by the workers themselves, at most once a second.
/// </remarks>
internal sealed class BenchProgress(Terminal terminal, int cases) : IDisposable
{
    private static readonly TimeSpan DrawEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Stopwatch sinceShown = Stopwatch.StartNew();
    private int started;
    private string kernel = "";
    private int drawn;

    /// <summary>The next kernel begins.</summary>
    public void Start(KernelSpec spec)
    {
        started++;
        kernel = $"[{started}/{cases}] {spec}";
        sinceShown.Restart();
    }

    /// <summary>The next step of the kernel begins; what is returned shows the finished fraction of it.</summary>
    public IProgress<double> Step(string step)
    {
        lock (gate)
        {
            Show($"{kernel}: {step}");
        }

        return new StepProgress(this, step);
    }

    /// <summary>A line that stays, above the one that changes.</summary>
    public void Say(string line)
    {
        lock (gate)
        {
            Erase();
            Write(line + Environment.NewLine);
            sinceShown.Restart();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            Erase();
        }
    }

    private void Report(string step, double fraction)
    {
        // Read without the lock: a look at the clock is all that most reports cost.
        if (sinceShown.Elapsed < (terminal.IsInteractive ? DrawEvery : LineEvery))
        {
            return;
        }

        lock (gate)
        {
            Show(string.Create(CultureInfo.InvariantCulture, $"{kernel}: {step}, {fraction * 100:0} %"));
        }
    }

    /// <summary>On a terminal the line at once; in a pipe when the last one is ten seconds old.</summary>
    private void Show(string line)
    {
        if (terminal.IsInteractive)
        {
            Write("\r" + line.PadRight(drawn));
            drawn = line.Length;
            sinceShown.Restart();
        }
        else if (sinceShown.Elapsed >= LineEvery)
        {
            Write(line + Environment.NewLine);
            sinceShown.Restart();
        }
    }

    private void Erase()
    {
        if (drawn > 0)
        {
            Write("\r" + new string(' ', drawn) + "\r");
            drawn = 0;
        }
    }

    private void Write(string text)
    {
        TextWriter writer = terminal.Log.Profile.Out.Writer;
        writer.Write(text);
        writer.Flush();
    }

    private sealed class StepProgress(BenchProgress owner, string step) : IProgress<double>
    {
        public void Report(double value) => owner.Report(step, value);
    }
}
