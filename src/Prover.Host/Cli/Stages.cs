using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Prover.Host.Cli;

/// <summary>Runs the long steps of a command and shows how far they are.</summary>
/// <remarks>A bar on a terminal; in a pipe a line when a step starts to take long and one when it ends.</remarks>
internal sealed class Stages(Terminal terminal, bool quiet = false)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Runs a step, shows its progress and writes its name and time when it is done.</summary>
    /// <param name="name">What the step does, a few words.</param>
    /// <param name="body">The step; gets where to report the finished fraction, in [0, 1], from any thread.</param>
    public Timed<T> Run<T>(string name, Func<IProgress<double>, T> body)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T result = (quiet, terminal.IsInteractive) switch
        {
            (true, _) => body(new Ignored()),
            (_, true) => RunWithBar(name, body),
            _ => body(new Lines(terminal, name, watch)),
        };
        if (!quiet)
        {
            terminal.Note($"{name,-44} {Seconds(watch.Elapsed),9}");
        }

        return new Timed<T>(result, watch.Elapsed);
    }

    /// <summary>Runs a step without a result.</summary>
    public TimeSpan Run(string name, Action<IProgress<double>> body)
    {
        return Run(name, progress =>
        {
            body(progress);
            return true;
        }).Elapsed;
    }

    /// <summary>Runs an asynchronous step, which shows no progress of its own.</summary>
    public async Task<Timed<T>> RunAsync<T>(string name, Func<Task<T>> body)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T result = await body().ConfigureAwait(false);
        if (!quiet)
        {
            terminal.Note($"{name,-44} {Seconds(watch.Elapsed),9}");
        }

        return new Timed<T>(result, watch.Elapsed);
    }

    /// <summary>A line of its own between the steps.</summary>
    public void Say(FormattableString line)
    {
        if (!quiet)
        {
            terminal.Note(line);
        }
    }

    private static string Seconds(TimeSpan time)
    {
        return time.TotalSeconds < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
    }

    private T RunWithBar<T>(string name, Func<IProgress<double>, T> body)
    {
        return terminal.Log.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(name), maxValue: 1);
                return body(new Bar(task));
            });
    }

    private sealed class Ignored : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value)
        {
            task.Value = value;
        }
    }

    private sealed class Lines(Terminal terminal, string name, Stopwatch watch) : IProgress<double>
    {
        private readonly Lock gate = new();
        private TimeSpan next = LineEvery;

        public void Report(double value)
        {
            lock (gate)
            {
                if (watch.Elapsed >= next)
                {
                    next = watch.Elapsed + LineEvery;
                    terminal.Note($"{name}: {value * 100:0} %");
                }
            }
        }
    }
}

/// <summary>What a step gave, and how long it took.</summary>
internal readonly record struct Timed<T>(T Value, TimeSpan Elapsed)
{
    /// <summary>Whole milliseconds, rounded up so that a step is never free.</summary>
    public long Milliseconds => (long)Math.Ceiling(Elapsed.TotalMilliseconds);
}
