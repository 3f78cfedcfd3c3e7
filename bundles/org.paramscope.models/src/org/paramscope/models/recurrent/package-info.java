/** Recurrent networks (Elman's, GRU, LSTM) as autoencoders and as forecasters. API. */
package org.paramscope.models.recurrent;
