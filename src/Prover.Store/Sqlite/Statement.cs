using Microsoft.Data.Sqlite;

namespace Prover.Store;

/// <summary>A prepared statement: the command keeps what SQLite compiled, only the values change.</summary>
/// <remarks>One user at a time; a reader is read to its end or disposed before the next use.</remarks>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    private readonly Dictionary<string, SqliteParameter> _parameters = new(StringComparer.Ordinal);

    /// <summary>Sets a parameter. All parameters are set before each use.</summary>
    public Statement Set(string name, long value) => Bind(name, value);

    /// <summary>Sets a parameter; null is NULL.</summary>
    public Statement Set(string name, long? value) => Bind(name, value);

    /// <summary>Sets a parameter; null is NULL.</summary>
    public Statement Set(string name, double? value) => Bind(name, value);

    /// <summary>Sets a parameter; null is NULL.</summary>
    public Statement Set(string name, string? value) => Bind(name, value);

    /// <summary>Sets a parameter; null is NULL.</summary>
    public Statement Set(string name, byte[]? value) => Bind(name, value);

    /// <summary>Runs it; the number of rows that it changed.</summary>
    public int Run() => command.ExecuteNonQuery();

    /// <summary>Runs it and gives the rows one by one.</summary>
    public SqliteDataReader Read() => command.ExecuteReader();

    /// <summary>The first column of the first row; null if there is no row or it is NULL.</summary>
    public object? Value() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>All rows.</summary>
    public List<T> Rows<T>(Func<SqliteDataReader, T> convert)
    {
        using SqliteDataReader rows = Read();
        List<T> all = [];
        while (rows.Read())
        {
            all.Add(convert(rows));
        }

        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private Statement Bind(string name, object? value)
    {
        if (!_parameters.TryGetValue(name, out SqliteParameter? parameter))
        {
            parameter = new SqliteParameter { ParameterName = name };
            _ = command.Parameters.Add(parameter);
            _parameters.Add(name, parameter);
        }

        parameter.Value = value ?? DBNull.Value;
        return this;
    }
}
