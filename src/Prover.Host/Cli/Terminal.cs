using System.Globalization;
using Spectre.Console;

namespace Prover.Host.Cli;

/// <summary>The two streams of the program: results on stdout, everything else on stderr.</summary>
/// <remarks>
/// No escape codes where a stream is redirected or NO_COLOR is set (https://no-color.org): Spectre.Console alone leaves
/// some on in a pipe.
/// </remarks>
internal sealed class Terminal
{
    private Terminal(IAnsiConsole output, IAnsiConsole log, bool isInteractive)
    {
        Output = output;
        Log = log;
        IsInteractive = isInteractive;
    }

    /// <summary>Results.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Progress and messages.</summary>
    public IAnsiConsole Log { get; }

    /// <summary>Whether somebody watches the progress, so that a moving bar makes sense.</summary>
    public bool IsInteractive { get; }

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess()
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole output = Make(Console.Out, plain, Console.IsOutputRedirected);
        IAnsiConsole log = Make(Console.Error, plain, Console.IsErrorRedirected);
        return new Terminal(output, log, !Console.IsErrorRedirected);
    }

    /// <summary>One line on stdout.</summary>
    public void Result(FormattableString line)
    {
        Output.Profile.Out.Writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Text on stdout as it stands.</summary>
    public void Result(string text)
    {
        Output.Profile.Out.Writer.WriteLine(text);
    }

    /// <summary>One line on stderr.</summary>
    public void Note(FormattableString line)
    {
        Log.Profile.Out.Writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static IAnsiConsole Make(TextWriter writer, bool plain, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain || redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            // Nobody knows how wide the reader's window is; a table must not be cut to 80 columns.
            console.Profile.Width = 160;
        }

        return console;
    }
}
