using Prover.Host.Cli;
using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>Reads a CSV file of transfers with the columns block,tx,log,token,from,to,value.</summary>
/// <remarks>Columns are found by their names in the first line; further ones are ignored.</remarks>
internal static class TransferFile
{
    private static string Sample => Path.Combine(AppContext.BaseDirectory, "data", "mainnet-transfers.csv");

    /// <summary>Reads all rows of a file, or of the sample that comes with the program.</summary>
    /// <exception cref="CommandException">As <see cref="Read"/>.</exception>
    public static IReadOnlyList<TransferRow> ReadOrSample(string? path, RejectionTally tally)
    {
        return Read(path ?? Sample, tally);
    }

    /// <summary>Reads all rows; what a row lacks is counted under a name in <paramref name="tally"/>.</summary>
    /// <exception cref="CommandException">There is no such file, or its first line lacks a column.</exception>
    public static IReadOnlyList<TransferRow> Read(string path, RejectionTally tally)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (IOException failure)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: cannot be read: {failure.Message}", failure);
        }

        Columns columns = Columns.Of(path, lines.Length == 0 ? "" : lines[0]);
        List<TransferRow> rows = [];
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            if (TryParse(line.Split(','), columns, tally, out TransferRow? row))
            {
                rows.Add(row!);
            }
        }

        return rows;
    }

    private static bool TryParse(string[] cells, Columns columns, RejectionTally tally, out TransferRow? row)
    {
        row = null;
        if (cells.Length <= columns.Last
            || !EthAddress.TryParse(cells[columns.From], out EthAddress from)
            || !EthAddress.TryParse(cells[columns.To], out EthAddress to)
            || !IsToken(cells[columns.Token]))
        {
            tally.Add("malformed row");
            return false;
        }

        if (!UInt128.TryParse(cells[columns.Value], out UInt128 amount))
        {
            tally.Add("amount is not a number below 2^128");
            return false;
        }

        if (amount == 0)
        {
            tally.Add("amount is zero");
            return false;
        }

        if (from.IsZero || to.IsZero)
        {
            tally.Add("mint or burn (zero address)");
            return false;
        }

        row = new TransferRow(cells[columns.Token], from, to, amount);
        return true;
    }

    private static bool IsToken(string text)
    {
        return text == AccountName.Ether || EthAddress.TryParse(text, out _);
    }

    private sealed record Columns(int Token, int From, int To, int Value)
    {
        public int Last => Math.Max(Math.Max(Token, From), Math.Max(To, Value));

        public static Columns Of(string path, string header)
        {
            string[] names = header.Split(',');
            return new Columns(Find("token"), Find("from"), Find("to"), Find("value"));

            int Find(string name)
            {
                int index = Array.IndexOf(names, name);
                return index >= 0 ? index : throw new CommandException(
                    ExitCode.FileMismatch,
                    $"{path}: the first line names no column '{name}'; expected token,from,to,value");
            }
        }
    }
}
