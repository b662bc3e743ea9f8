namespace Prover.Algebra;

/// <summary>Small dense square matrices over 𝔽r, row-major in one array; used once, when parameters are
/// derived.</summary>
internal static class FrMatrix
{
    /// <summary>a·b for two n × n matrices.</summary>
    public static Fr[] Multiply(ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b, int n)
    {
        Fr[] product = new Fr[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Fr sum = Fr.Zero;
                for (int k = 0; k < n; k++)
                {
                    sum += a[(i * n) + k] * b[(k * n) + j];
                }

                product[(i * n) + j] = sum;
            }
        }

        return product;
    }

    /// <summary>result ← m·x for an n × n matrix; result must not overlap x.</summary>
    public static void Apply(ReadOnlySpan<Fr> m, ReadOnlySpan<Fr> x, Span<Fr> result)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<Fr> row = m.Slice(i * n, n);
            Fr sum = row[0] * x[0];
            for (int j = 1; j < n; j++)
            {
                sum += row[j] * x[j];
            }

            result[i] = sum;
        }
    }

    /// <summary>m·x for an n × n matrix.</summary>
    public static Fr[] Apply(ReadOnlySpan<Fr> m, ReadOnlySpan<Fr> x)
    {
        Fr[] result = new Fr[x.Length];
        Apply(m, x, result);
        return result;
    }

    /// <summary>The matrix with rows and columns exchanged.</summary>
    public static Fr[] Transpose(ReadOnlySpan<Fr> m, int n)
    {
        Fr[] transposed = new Fr[n * n];
        for (int i = 0; i < n * n; i++)
        {
            transposed[(i % n * n) + (i / n)] = m[i];
        }

        return transposed;
    }

    /// <summary>m^exponent for exponent ≥ 0, by square and multiply.</summary>
    public static Fr[] Power(ReadOnlySpan<Fr> m, int exponent, int n)
    {
        Fr[] result = Identity(n);
        Fr[] square = m.ToArray();
        for (int rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
            {
                result = Multiply(result, square, n);
            }

            square = Multiply(square, square, n);
        }

        return result;
    }

    /// <summary>The inverse, by Gauss–Jordan.</summary>
    /// <exception cref="ArithmeticException">The matrix is singular.</exception>
    public static Fr[] Invert(ReadOnlySpan<Fr> m, int n)
    {
        Fr[] left = m.ToArray();
        Fr[] right = Identity(n);
        for (int column = 0; column < n; column++)
        {
            int pivot = PivotRow(left, column, n);
            SwapRows(left, pivot, column, n);
            SwapRows(right, pivot, column, n);
            Fr scale = left[(column * n) + column].Inverse();
            ScaleRow(left, column, in scale, n);
            ScaleRow(right, column, in scale, n);
            for (int row = 0; row < n; row++)
            {
                if (row != column)
                {
                    Fr factor = left[(row * n) + column];
                    SubtractRow(left, row, column, in factor, n);
                    SubtractRow(right, row, column, in factor, n);
                }
            }
        }

        return right;
    }

    /// <summary>The n × n identity.</summary>
    public static Fr[] Identity(int n)
    {
        Fr[] identity = new Fr[n * n];
        for (int i = 0; i < n; i++)
        {
            identity[(i * n) + i] = Fr.One;
        }

        return identity;
    }

    private static int PivotRow(Fr[] m, int column, int n)
    {
        for (int row = column; row < n; row++)
        {
            if (!m[(row * n) + column].IsZero)
            {
                return row;
            }
        }

        throw new ArithmeticException("The matrix is singular.");
    }

    private static void SwapRows(Fr[] m, int a, int b, int n)
    {
        for (int j = 0; j < n; j++)
        {
            (m[(a * n) + j], m[(b * n) + j]) = (m[(b * n) + j], m[(a * n) + j]);
        }
    }

    private static void ScaleRow(Fr[] m, int row, in Fr scale, int n)
    {
        for (int j = 0; j < n; j++)
        {
            m[(row * n) + j] *= scale;
        }
    }

    private static void SubtractRow(Fr[] m, int row, int source, in Fr factor, int n)
    {
        for (int j = 0; j < n; j++)
        {
            m[(row * n) + j] -= factor * m[(source * n) + j];
        }
    }
}
