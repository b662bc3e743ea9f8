using System.Diagnostics;
using System.Globalization;

namespace Prover.Faults;

/// <summary>Numbers the moments before and after each durable step of the process, and ends it at one of
/// them.</summary>
/// <remarks>Thread-safe. The numbers are the order in which the process came to its points: another run may have
/// them in
/// another order, since its parts run side by side.</remarks>
internal sealed class DurablePoints(int dieAt, string? journalFile)
{
    private readonly Lock gate = new();
    private int last;

    /// <summary>A step between its two points.</summary>
    public async Task<T> AroundAsync<T>(string what, Func<Task<T>> step)
    {
        Pass("before", what);
        T result = await step().ConfigureAwait(false);
        Pass("after", what);
        return result;
    }

    private void Pass(string side, string what)
    {
        lock (gate)
        {
            last++;
            string line = string.Create(CultureInfo.InvariantCulture, $"{last} {side} {what}");
            if (journalFile is not null)
            {
                File.AppendAllText(journalFile, line + "\n");
            }

            if (last == dieAt)
            {
                Die(line);
            }
        }
    }

    /// <summary>kill -9 of the process itself. Nothing goes on in it, nothing is cleaned up.</summary>
    private static void Die(string line)
    {
        Console.WriteLine("dies at " + line);
        Console.Out.Flush();
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
